"""Partition keys: the engine and the SDK have to hash them to the same place."""

from typing import Any

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.partition_key import NonePartitionKeyValue
from hypothesis import given, settings
from hypothesis import strategies as st

from benchdog.embedded_cosmos.storage.partition_keys import MAX_KEY_BYTES, PartitionKeyDefinition
from benchdog.embedded_cosmos.wire import CosmosFailure

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=130)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)  # one zero
SCALARS = st.one_of(st.booleans(), NUMBERS, TEXTS)


def definition_of(key: PartitionKey) -> PartitionKeyDefinition:
    return PartitionKeyDefinition.from_json(dict(key))


def place_by_sdk(key: PartitionKey, value: Any) -> str:
    found = key._get_epk_range_for_partition_key(value)  # the SDK has no public name for it
    return str(found.min).upper()


@settings(max_examples=300)
@given(st.one_of(st.none(), SCALARS))
def test_a_key_lies_where_the_sdk_says(value):
    key = PartitionKey("/a")
    definition = definition_of(key)

    assert definition.effective(definition.of_item({"a": value})) == place_by_sdk(key, value)


@settings(max_examples=300)
@given(SCALARS)
def test_a_key_of_the_first_version_lies_where_the_sdk_says(value):
    key = PartitionKey("/a", version=1)
    definition = definition_of(key)

    assert definition.effective(definition.of_item({"a": value})) == place_by_sdk(key, value)


@settings(max_examples=100)
@given(SCALARS, SCALARS)
def test_a_hierarchical_key_lies_below_its_prefix(first, second):
    key = PartitionKey(["/a", "/b"])
    definition = definition_of(key)

    place = definition.effective(definition.of_item({"a": first, "b": second}))

    assert place == place_by_sdk(key, [first, second])
    assert place.startswith(place_by_sdk(key, [first]))


@pytest.mark.parametrize("version", [1, 2])
def test_no_key_has_a_place_of_its_own(version):
    key = PartitionKey("/a", version=version)
    definition = definition_of(key)

    missing, null = definition.of_item({}), definition.of_item({"a": None})

    assert definition.effective(missing) == place_by_sdk(key, NonePartitionKeyValue)
    assert missing != null
    assert definition.of_request("[{}]") == definition.of_request("[]") == missing


def test_numbers_that_are_equal_are_one_key():
    definition = definition_of(PartitionKey("/a"))

    assert definition.of_item({"a": 1}) == definition.of_item({"a": 1.0}) == definition.of_request("[1]")
    assert definition.of_item({"a": -0.0}) == definition.of_request("[0]")
    assert definition.of_item({"a": True}) != definition.of_item({"a": 1})


@pytest.mark.parametrize(
    "header",
    ["", "x", "{}", "[1,2]", '"a"', "[[1]]", '[{"a":1}]', f'["{"x" * MAX_KEY_BYTES}"]'],
    ids=["empty", "noise", "object", "two", "text", "array", "member", "too long"],
)
def test_what_is_no_key_of_the_container_is_refused(header):
    with pytest.raises(CosmosFailure) as refused:
        definition_of(PartitionKey("/a")).of_request(header)

    assert refused.value.status == 400


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {},
        {"paths": []},
        {"paths": ["/a", "/b"]},
        {"paths": ["/"]},
        {"paths": [1]},
        {"paths": ["/a"], "kind": "Range"},
        {"paths": ["/a"], "version": 3},
        {"paths": ["/a", "/b", "/c", "/d"], "kind": "MultiHash"},
    ],
)
def test_what_is_no_definition_is_refused(sent):
    with pytest.raises(CosmosFailure) as refused:
        PartitionKeyDefinition.from_json(sent)

    assert refused.value.status == 400
