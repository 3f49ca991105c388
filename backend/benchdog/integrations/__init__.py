"""Apps of other kinds that keep their state with Benchdog."""
