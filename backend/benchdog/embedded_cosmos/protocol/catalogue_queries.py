"""Queries over databases and containers: a handful of definitions, evaluated in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchdog.embedded_cosmos.protocol.requests import is_set, json_object, query_of
from benchdog.embedded_cosmos.sql.analysis import check_parameters
from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.rows import row_plan
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.wire import CosmosRequest


def asked_of(definitions: Sequence[Mapping[str, Any]], request: CosmosRequest) -> Sequence[Any]:
    """What a request to list or to query *definitions* gets. Raises CosmosFailure 400 for a wrong query."""
    if not is_set(request, "x-ms-documentdb-isquery"):
        return definitions
    return _selected(definitions, *query_of(json_object(request.body)))


def _selected(
    definitions: Sequence[Mapping[str, Any]], text: str, parameters: Mapping[str, Any]
) -> list[Any]:
    plan = row_plan(text)
    check_parameters(plan.parameters, parameters)
    where = compiled(plan.query.where) if plan.query.where is not None else None
    rows = [
        row
        for definition in definitions
        for row in plan.scopes({**parameters, plan.item_name: definition})
        if where is None or where(row) is True
    ]
    if plan.is_grouped:
        values = plan.grouped(rows, parameters)
    else:
        values = [plan.select(row) for row in plan.sorted(rows)]
    return [value for value in values if value is not UNDEFINED]
