"""The SQL dialect: grammar and parser, values and evaluator (the meaning), push-down (the speed)."""
