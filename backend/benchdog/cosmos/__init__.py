"""Everything that speaks azure-cosmos: client, containers, filters, definitions, mapping of its errors."""
