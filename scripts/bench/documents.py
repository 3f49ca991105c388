"""The documents that are measured: a small and a large workbench, the same at every run."""

import random

import orjson

SMALL_BYTES = 10_000
LARGE_BYTES = 1_400_000


def workbench(size_bytes: int) -> dict[str, object]:
    """Typical content of about *size_bytes*: modules with settings as text, and a table of numbers."""
    chance = random.Random(size_bytes)
    modules = [
        {
            "id": f"module-{number}",
            "name": chance.choice(["line_chart", "table", "notes"]),
            "serialized_state": {
                "settings": orjson.dumps({"columns": ["date", "price"], "note": "as agreed " * 5}).decode(),
                "view": orjson.dumps({"zoom": [chance.random(), chance.random()]}).decode(),
            },
        }
        for number in range(max(1, size_bytes // 20_000))
    ]
    content: dict[str, object] = {"schema": "bench/1", "module_instances": modules}
    rows = (size_bytes - len(orjson.dumps(content)) - 100) // 22
    points = [
        [round(chance.uniform(0, 1000), 4), chance.randrange(10_000_000, 99_999_999)] for _ in range(rows)
    ]
    return content | {"points": points}
