"""Other servers that keep what people made, measured beside the service in the same run."""
