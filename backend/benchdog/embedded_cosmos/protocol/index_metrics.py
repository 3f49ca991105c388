"""What the service calls index metrics: which indexes lead a query to its items."""

import base64
from typing import Any

import orjson

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.storage.scan import Scan


def index_metrics(scan: Scan) -> str:
    """As the SDK decodes them. Indexes that would help if there were any are not looked for."""
    columns = {column: path for path, column in scan.container.columns.items()}
    singles = list(scan.container.partition_key.paths) if scan.key is not None else []
    singles += [columns[column] for column in sorted(scan.filter.fixed)]
    if len(scan.order) == 1:
        singles.append(columns[scan.order[0][0]])
    composites = [
        [f"{_written(columns[column])} {'DESC' if is_down else 'ASC'}" for column, is_down in scan.order]
    ]
    metrics = {
        "UtilizedSingleIndexes": [
            _index("IndexSpec", f"{_written(path)}/?") for path in dict.fromkeys(singles)
        ],
        "PotentialSingleIndexes": [],
        "UtilizedCompositeIndexes": [_index("IndexSpecs", each) for each in composites if len(each) > 1],
        "PotentialCompositeIndexes": [],
    }
    return base64.b64encode(orjson.dumps(metrics)).decode()


def _index(name: str, spec: Any) -> dict[str, Any]:
    return {name: spec, "FilterExpression": "", "FilterPreciseSet": True, "IndexImpactScore": "High"}


def _written(path: Path) -> str:
    return "".join(f"/{step}" if step.isidentifier() else f'/"{step}"' for step in path)
