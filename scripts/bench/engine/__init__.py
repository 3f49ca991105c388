"""The embedded engine measured against what it stands on: the SDK, SQLite, and the disk."""
