"""A plan of faults as text, with an answer to every mistake in it."""

from pathlib import Path

import pytest
from azure.core.exceptions import ServiceRequestError
from azure.cosmos.exceptions import CosmosHttpResponseError

from benchdog.embedded_cosmos.faults import FaultPlan, FaultPlanInvalid
from tests.contract.embedded_cosmos.faulty_engine import a_container, an_item

PLAN = """
{
  "seed": 7,
  "rules": [
    {"operations": ["writes"], "container": "items", "skip": 1, "times": 1,
     "fault": {"kind": "disconnection", "when": "after"}},
    {"operations": ["query"], "rate": 1, "fault": {"kind": "refusal", "status": 429, "substatus": 3200,
     "retry_after_ms": 40}},
    {"method": "DELETE", "fault": {"kind": "full_disk"}}
  ]
}
"""


async def test_an_engine_follows_a_plan_that_was_read(tmp_path: Path):
    async with a_container(tmp_path, faults=FaultPlan.from_json(PLAN)) as container:
        await container.create_item(an_item("a"))
        with pytest.raises(ServiceRequestError):
            await container.create_item(an_item("b"))
        with pytest.raises(CosmosHttpResponseError) as throttled:
            _ = [item async for item in container.query_items("SELECT * FROM c", partition_key="ada")]

        assert (await container.read_item("b", "ada"))["id"] == "b"
    assert throttled.value.headers["x-ms-retry-after-ms"] == "40"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("{", "the file: Invalid JSON"),
        ("[]", "the file: Input should be an object"),
        ('{"rule": []}', "rule: Extra inputs are not permitted"),
        ('{"rules": [{"fault": {"kind": "flood"}}]}', r"rules.0.fault: .*'flood'"),
        ('{"rules": [{"fault": {"kind": "refusal"}}]}', r"rules.0.fault.refusal.status: Field required"),
        (
            '{"rules": [{"fault": {"kind": "refusal", "status": 200}}]}',
            r"status: .*greater than or equal to 400",
        ),
        ('{"rules": [{"operations": ["writing"], "fault": {"kind": "full_disk"}}]}', r"rules.0.operations"),
        ('{"rules": [{"rate": 1.5, "fault": {"kind": "full_disk"}}]}', r"rules.0.rate: .*less than or equal"),
        ('{"replica_lag_writes": 0}', "replica_lag_writes: .*greater than or equal to 1"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, mistake):
    with pytest.raises(FaultPlanInvalid, match=mistake):
        FaultPlan.from_json(text)
