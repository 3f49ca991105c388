"""Microsoft's own tests of the Python SDK, run against `benchdog emulator`."""
