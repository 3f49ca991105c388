"""The engine over HTTP: for clients in other processes and other languages."""
