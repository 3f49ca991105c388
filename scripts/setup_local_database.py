"""
Creates the database and its containers, or brings them up to their definitions. Safe to repeat.

In the embedded database of --data or BENCHDOG_DATA_DIR (.benchdog); with BENCHDOG_DB_CONNECTION_STRING
at that endpoint, an emulator or Azure Cosmos DB. Prints what it did. The same as `benchdog setup-database`.
"""

import sys

from benchdog.cli import commands

if __name__ == "__main__":
    commands(["setup-database", *sys.argv[1:]])
