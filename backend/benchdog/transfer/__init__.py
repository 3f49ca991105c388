"""Work in one file: exported, imported; and a database checked against what it promises."""
