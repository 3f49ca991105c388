"""Time, correlation ids and, with the issues to come, retry policies and circuit breakers."""
