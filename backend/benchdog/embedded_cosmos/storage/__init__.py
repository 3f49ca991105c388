"""SQLite: one file, one writer thread with group commit, readers of their own."""
