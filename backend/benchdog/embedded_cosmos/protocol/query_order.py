"""ORDER BY: whether the container's indexes allow it, and which key columns give it."""

from benchdog.embedded_cosmos.sql.analysis import path_of
from benchdog.embedded_cosmos.sql.pushdown import Pushdown
from benchdog.embedded_cosmos.sql.rows import RowPlan
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.wire import bad_request


def check_order(container: Container, plan: RowPlan) -> None:
    """Raises CosmosFailure 400 for an order that no index of the container gives."""
    terms = [(path_of(term.expression, plan.item_name), term.is_descending) for term in plan.query.order_by]
    order = tuple((path, is_descending) for path, is_descending in terms if path)
    if len(order) < len(terms):
        raise bad_request("ORDER BY takes paths of the item.")
    if len(order) == 1 and not container.indexing.is_sortable(order[0][0]):
        raise bad_request("The path of ORDER BY is excluded from the index of the container.")
    if len(order) > 1 and not container.indexing.is_sortable_by(order):
        raise bad_request(
            "ORDER BY on several paths needs a composite index with the same paths and directions."
        )


def pushed_order(pushdown: Pushdown, plan: RowPlan) -> tuple[tuple[str, bool], ...] | None:
    """The key columns to walk by; None where the order has to be made by sorting."""
    columns = [pushdown.column_of(term.expression) for term in plan.query.order_by]
    known = [column for column in columns if column is not None]
    return tuple(zip(known, plan.directions, strict=True)) if len(known) == len(columns) else None
