"""
Query plans: how the SDK merges what the ranges of a container answer.

A query that has to be merged is refused with 400/1004; the SDK then asks for its plan and sends the rewritten
text of the plan to every range. The rewritten text is opaque to it: here it is the text itself behind a mark.
"""

from collections.abc import Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.protocol.windows import Window
from benchdog.embedded_cosmos.sql.rows import RowPlan
from benchdog.embedded_cosmos.sql.syntax import Call, Query
from benchdog.embedded_cosmos.wire import bad_request

_MUST_BE_MERGED: Final = 1004
_MARK: Final = "-- one range of a merged query\n"
_MERGED_AGGREGATES: Final = {
    "COUNT": "Count",
    "SUM": "Sum",
    "MIN": "Min",
    "MAX": "Max",
    "AVG": "Average",
}


def rewritten(text: str) -> str:
    return _MARK + text


def original(text: str) -> tuple[str, bool]:
    """The query as its author wrote it, and whether it came as the rewritten text of a plan."""
    return text.removeprefix(_MARK), text.startswith(_MARK)


def check_needs_no_merging(plan: RowPlan) -> None:
    """Raises CosmosFailure 400/1004 where results of several ranges cannot just follow each other."""
    query = plan.query
    is_limited = query.top is not None or query.limit is not None
    if query.order_by or is_limited or query.is_distinct or plan.is_grouped:
        raise bad_request("The query must be merged over partitions.", substatus=_MUST_BE_MERGED)


def merged_aggregate(query: Query) -> Call | None:
    """The aggregate that is the whole result, `SELECT VALUE COUNT(1)`; None for any other query."""
    match query.columns:
        case ((_, Call(name, _) as call),) if query.is_value and name in _MERGED_AGGREGATES:
            return call
    return None


def plan_of(text: str, plan: RowPlan, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """
    The plan of *text*.

    Raises:
        CosmosFailure: 400 for what the SDK cannot merge.
    """
    query, window = plan.query, Window.of(plan.query, parameters)
    if query.group_by:
        raise bad_request("GROUP BY needs a partition key: the client cannot merge groups of several ranges.")
    aggregate, order = merged_aggregate(query), plan.directions
    if aggregate is not None:
        order = ()  # of what goes into one value
    if plan.is_grouped and aggregate is None and query.is_value:
        raise bad_request("Across partitions an aggregate must be the whole result.")
    return {
        "partitionedQueryExecutionInfoVersion": 2,
        "queryInfo": {
            "distinctType": _distinct_type(query),
            "top": window.end if query.top is not None else None,
            "offset": window.first if query.offset is not None else None,
            "limit": window.length if query.offset is not None else None,
            "orderBy": ["Descending" if is_down else "Ascending" for is_down in order],
            "orderByExpressions": [f"item{place}" for place in range(len(order))],
            "groupByExpressions": [],
            "groupByAliases": [],
            "aggregates": _aggregates(plan, aggregate),
            "groupByAliasToAggregateType": {},
            "rewrittenQuery": rewritten(text),
            "hasSelectValue": query.is_value,
            "hasNonStreamingOrderBy": False,
        },
        "queryRanges": [{"min": "", "max": "FF", "isMinInclusive": True, "isMaxInclusive": False}],
    }


def _aggregates(plan: RowPlan, aggregate: Call | None) -> list[str]:
    if aggregate is not None:
        return [_MERGED_AGGREGATES[aggregate.name]]
    # The SDK itself refuses to merge these, with an error of its own.
    return ["Count"] if plan.is_grouped else []


def _distinct_type(query: Query) -> str:
    """Results that come in the order of what is distinct need no memory to tell repetitions."""
    if not query.is_distinct:
        return "None"
    order = [term.expression for term in query.order_by]
    is_ordered = query.is_value and [column for _, column in query.columns or ()] == order
    return "Ordered" if is_ordered else "Unordered"
