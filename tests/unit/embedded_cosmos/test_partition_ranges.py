"""Simulated physical ranges: they part the space of keys, and split without leaving a hole."""

from dataclasses import replace
from itertools import pairwise

import pytest

from benchdog.embedded_cosmos.protocol.partition_ranges import MAX_SPLITS, PartitionRanges
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.storage.partition_keys import EVERYWHERE
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest

CONTAINER = Container(1, Database(1, "d", "", 0), {"id": "c"}, "", 0)


def asked(**headers: str) -> CosmosRequest:
    return CosmosRequest("POST", (), {name.replace("_", "-"): value for name, value in headers.items()})


def by_number(number: int | str) -> CosmosRequest:
    return asked(x_ms_documentdb_partitionkeyrangeid=str(number))


@pytest.mark.parametrize(("at_least", "count"), [(1, 1), (2, 2), (3, 4), (4, 4), (200, 256)])
def test_the_ranges_cover_everything_once(at_least, count):
    found = PartitionRanges(at_least).of(CONTAINER)

    edges = [each.keys for each in found]
    assert len(found) == count
    assert (edges[0][0], edges[-1][1]) == EVERYWHERE
    assert all(before[1] == after[0] for before, after in pairwise(edges))


def test_a_key_is_in_the_range_that_holds_it():
    ranges = PartitionRanges(4)

    for key in ("", "0FFFFFFF", "10000000", "2ABC", "3FFFFFFFFF"):
        low, high = ranges.holding(CONTAINER, key).keys
        assert low <= key < high


def test_split_ranges_are_gone_and_found_as_parents():
    ranges = PartitionRanges(2)
    before, etag = ranges.of(CONTAINER), ranges.etag(CONTAINER)

    ranges.split()

    after = ranges.of(CONTAINER)
    assert ranges.etag(CONTAINER) != etag
    assert [each.parents[-1] for each in after] == [before[0].number] * 2 + [before[1].number] * 2
    with pytest.raises(CosmosFailure) as refused:
        ranges.asked_for(CONTAINER, by_number(before[0].number))
    assert (refused.value.status, refused.value.substatus) == (410, 1002)
    assert ranges.asked_for(CONTAINER, by_number(after[0].number)) == after[0].keys


def test_more_throughput_splits_the_ranges_of_its_container_alone():
    ranges = PartitionRanges()
    busy = replace(CONTAINER, splits=2)

    assert (len(ranges.of(CONTAINER)), len(ranges.of(busy))) == (1, 4)


def test_keys_within_a_range_limit_it_further():
    ranges = PartitionRanges(2)
    [first, second] = ranges.of(CONTAINER)
    headers = {"x_ms_start_epk": "10", "x_ms_end_epk": "30"}

    assert ranges.asked_for(CONTAINER, asked()) is None
    assert ranges.asked_for(CONTAINER, asked(**headers)) == ("10", "30")
    in_first = asked(x_ms_documentdb_partitionkeyrangeid=str(first.number), **headers)
    assert ranges.asked_for(CONTAINER, in_first) == ("10", first.keys[1])
    outside = asked(x_ms_documentdb_partitionkeyrangeid=str(second.number), x_ms_end_epk="10")
    with pytest.raises(CosmosFailure):
        ranges.asked_for(CONTAINER, outside)


@pytest.mark.parametrize("at_least", [0, -1, 257])
def test_an_impossible_number_of_ranges_is_refused(at_least):
    with pytest.raises(ValueError, match="ranges"):
        PartitionRanges(at_least)


def test_ranges_split_only_so_far():
    ranges = PartitionRanges(1 << MAX_SPLITS)

    with pytest.raises(ValueError, match="small"):
        ranges.split()
