"""Which orders an indexing policy gives."""

import pytest

from benchdog.embedded_cosmos.storage.indexing_policy import IndexingPolicy
from benchdog.embedded_cosmos.wire import CosmosFailure


def policy(included: list[str], excluded: list[str], composites: list[list[dict[str, str]]] | None = None):
    return IndexingPolicy.from_json(
        {
            "includedPaths": [{"path": path} for path in included],
            "excludedPaths": [{"path": path} for path in excluded],
            "compositeIndexes": composites or [],
        }
    )


@pytest.mark.parametrize(
    ("included", "excluded", "path", "is_sortable"),
    [
        (["/*"], [], ("a",), True),
        (["/*"], [], ("a", "b"), True),
        (["/a/?"], ["/*"], ("a",), True),
        (["/a/?"], ["/*"], ("b",), False),
        (["/a/?"], ["/*"], ("a", "b"), False),
        (["/a/*"], ["/*"], ("a", "b"), True),
        (["/*"], ["/a/*"], ("a", "b"), False),
        (["/*", "/a/b/?"], ["/a/*"], ("a", "b"), True),
        (['/"a b"/?'], ["/*"], ("a b",), True),
        ([], ["/*"], ("id",), True),
        ([], ["/*"], ("_ts",), True),
    ],
)
def test_the_longest_path_that_covers_a_member_decides(included, excluded, path, is_sortable):
    assert policy(included, excluded).is_sortable(path) is is_sortable


def test_a_composite_index_serves_its_directions_and_their_opposites_only():
    composite = [{"path": "/a"}, {"path": "/b", "order": "descending"}]
    indexed = policy(["/*"], [], [composite])

    assert indexed.is_sortable_by(((("a",), False), (("b",), True)))
    assert indexed.is_sortable_by(((("a",), True), (("b",), False)))
    assert not indexed.is_sortable_by(((("a",), False), (("b",), False)))
    assert not indexed.is_sortable_by(((("b",), True), (("a",), False)))


def test_paths_that_are_named_one_by_one_get_a_key():
    composite = [{"path": "/a"}, {"path": "/d/e"}]

    keys = policy(["/a/?", "/b/c/?", "/tags/[]/?", "/*"], [], [composite]).key_paths()

    assert keys == [("a",), ("b", "c"), ("d", "e")]


@pytest.mark.parametrize(
    "sent",
    [
        {"includedPaths": ["/a/?"]},
        {"includedPaths": [{}]},
        {"compositeIndexes": [[{"path": "/a"}]]},
        {"compositeIndexes": [[{"path": f"/{n}"} for n in range(9)]]},
        {"compositeIndexes": [1]},
    ],
)
def test_what_is_no_policy_is_refused(sent):
    with pytest.raises(CosmosFailure) as refused:
        IndexingPolicy.from_json(sent)

    assert refused.value.status == 400
