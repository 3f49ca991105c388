"""Benchdog keeps the work people do in an interactive workbench: see docs/architecture.md."""
