"""Filters over the fields of a stored document. [L4]"""

import pytest
from pydantic import BaseModel, computed_field

from benchdog.cosmos.filters import FilterFactory, Query, all_of, any_of


class Document(BaseModel):
    order: str
    size_bytes: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def size_mb(self) -> float:
        return self.size_bytes / 1e6


@pytest.mark.parametrize("name", ["nothing", "order; DROP", 'order"]', "order.inner", ""])
def test_a_field_that_the_document_does_not_have_cannot_be_named(name):
    """[L4] A mistake of ours, found by its first test."""
    with pytest.raises(ValueError, match="has no field"):
        FilterFactory(Document).equals(name, 1)


def test_values_are_bound_and_fields_quoted():
    """[L4] `order` is a word of the language; computed fields are fields."""
    filters = FilterFactory(Document)

    wanted = all_of(
        filters.equals("order", "x' OR true"),
        any_of(filters.at_least("size_mb", 2), filters.contains("order", "%")),
    )
    query = Query.select("*", wanted, filters.order_by(["order"], descending=True))

    assert query.text == (
        'SELECT * FROM c WHERE (c["order"] = @p0 AND (c["size_mb"] >= @p1 OR CONTAINS(c["order"], @p2))) '
        'ORDER BY c["order"] DESC'
    )
    assert query.sdk_parameters() == [
        {"name": "@p0", "value": "x' OR true"},
        {"name": "@p1", "value": 2},
        {"name": "@p2", "value": "%"},
    ]
