"""What operations cost in request units: the targets of docs/performance.md."""

from pathlib import Path

from scripts.bench.request_units import costs


async def test_operations_cost_no_more_request_units_than_is_aimed_at(tmp_path: Path):
    """As `python -m scripts.bench request_units` measures them, with fewer sessions in the list."""
    measured = [cost async for cost in costs(tmp_path, sessions=500)]

    aimed_at = [cost for cost in measured if cost.target is not None]
    assert {cost.work for cost in aimed_at} == {"poll", "rename", "save 1.4 MB of a table", "list 20 of 500"}
    assert [cost for cost in aimed_at if cost.target is not None and cost.request_units > cost.target] == []
    assert all(cost.request_units > 0 for cost in measured)
