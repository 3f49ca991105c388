"""Time, correlation ids, retry policies, circuit breakers, sharing of equal calls: for both chains."""
