"""The documents that are measured, the same at every run: workbenches, small and large, and a table."""

import random
from datetime import date, timedelta

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


def table(size_bytes: int) -> dict[str, object]:
    """Typical content of *size_bytes* at most, less than a row smaller: dates, names, prices, amounts."""
    chance = random.Random(size_bytes)
    price = 100.0
    content: dict[str, object] = {"schema": "bench/1", "rows": []}
    left = size_bytes - len(orjson.dumps(content))
    rows: list[object] = []
    while True:
        price = max(1.0, price + chance.gauss(0, 0.5))
        day = date(2000, 1, 1) + timedelta(days=len(rows) // 10)
        name = chance.choice(("Oslo", "Bergen", "Trondheim", "Stavanger"))
        rows.append([day.isoformat(), name, round(price, 2), chance.randrange(10_000)])
        left -= len(orjson.dumps(rows[-1])) + 1
        if left < 0:
            return content | {"rows": rows[:-1]}
