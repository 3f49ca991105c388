"""Content against the schema that it names; the vectors are those of the browser. [C7]"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import meta

from benchdog.documents import content_schemas
from benchdog.documents.content import Content
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.errors import ContentInvalid
from tests.vectors import load_vectors, named

VECTORS = load_vectors("content_workbench_1")
SCHEMAS = ContentSchemas.shipped()
EMPTY = VECTORS["fits"][1]["content"]
SCALARS = (
    st.none()
    | st.booleans()
    | st.text()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.sampled_from([2**64, -(2**1000), 1e308, -0.0, 0.5])
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner) | st.dictionaries(st.sampled_from(["id", "title", "layout", "source"]), inner)


@pytest.mark.parametrize("case", named(VECTORS["fits"]))
def test_content_that_fits_its_schema_is_taken(case):
    """[C7]"""
    SCHEMAS.check(case["content"])


@pytest.mark.parametrize("case", named(VECTORS["does_not_fit"]))
def test_content_that_does_not_fit_is_refused_with_its_place(case):
    """[C7] By its JSON path in the request."""
    with pytest.raises(ContentInvalid) as refused:
        SCHEMAS.check(case["content"], at=("content",))

    assert refused.value.details["path"] == case["path"].replace("$", "$.content", 1)
    assert refused.value.details["reason"] == "does_not_fit_schema"


@pytest.mark.parametrize(
    "content",
    [{}, {"schema": "workbench/2", "x": 1}, {"schema": "WORKBENCH/1"}, {"schema": ["workbench/1"]}, []],
)
def test_content_of_an_unknown_schema_or_of_none_is_only_data(content):
    """[C7] A newer version of the application may save what this service does not know."""
    SCHEMAS.check(content)


@pytest.mark.parametrize(
    "hostile",
    [
        {f"member {number}": number for number in range(100_000)},
        {"x" * 1_000_000: 1},
        {"active_dashboard_id": "secret" * 100_000, "dashboards": 0},
        {"active_dashboard_id": [["secret"] * 10 for _ in range(10_000)]},
        {"dashboards": [{"id": 1}] * 100_000},
    ],
    ids=["100,000 members", "a long name", "a long text", "a large tree", "100,000 mistakes"],
)
def test_a_refusal_is_short_and_repeats_no_value_however_large_the_content(hostile):
    """[C7] [E3]"""
    with pytest.raises(ContentInvalid) as refused:
        SCHEMAS.check({**EMPTY, **hostile})

    assert len(refused.value.words_for_people()) < 500
    assert "secret" not in refused.value.words_for_people()


@given(
    st.dictionaries(st.sampled_from(list(EMPTY)) | st.text(), st.recursive(SCALARS, nested, max_leaves=20))
)
def test_whatever_i_json_comes_it_fits_or_is_refused(members):
    """[C1] [C7] Nothing else comes out: another error would be answered as a failure of ours."""
    content = {**EMPTY, **members, "schema": "workbench/1"}
    Content.from_value(content)

    with suppress(ContentInvalid):
        SCHEMAS.check(content)


def test_the_deepest_content_is_checked():
    """[C1] [C7] 128 levels."""
    deep: Any = 1
    for _ in range(125):
        deep = {"a": deep}

    with pytest.raises(ContentInvalid, match="data_sets"):
        SCHEMAS.check({**EMPTY, "data_sets": [deep]})


def test_every_shipped_schema_is_a_schema_and_names_itself():
    """[C7] `workbench/1` is the file workbench/1.json."""
    folder = Path(content_schemas.__file__).parent / "content_schema_files"
    for file in folder.rglob("*.json"):
        schema = json.loads(file.read_text("utf-8"))
        meta.validate(schema)
        assert schema["properties"]["schema"]["const"] == f"{file.parent.name}/{file.stem}"
