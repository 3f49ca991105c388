"""The Python client of the service."""

from benchdog.client.benchdog_client import BenchdogClient

__all__ = ["BenchdogClient"]
