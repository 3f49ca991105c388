"""Canonical JSON against the shared vectors and an independent implementation. [C1] [C2]"""

import base64
import hashlib
import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from benchdog.documents.canonical_json import MAX_SAFE_INTEGER, canonicalize
from benchdog.documents.i_json import parse_i_json
from benchdog.errors import ContentInvalid
from tests.vectors import load_vectors, named

finite_numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(
    -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | finite_numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
)


@pytest.mark.parametrize("vector", named(load_vectors("canonical_json")))
def test_the_canonical_text_and_its_hash_are_those_of_the_vectors(vector):
    """[C2] The same file is read by vitest."""
    canonical = canonicalize(parse_i_json(vector["json"].encode()))

    assert canonical == vector["canonical"].encode()
    assert hashlib.sha256(canonical).hexdigest() == vector["sha256"]


@pytest.mark.parametrize("vector", named(load_vectors("i_json_refused")))
def test_what_is_not_i_json_is_refused_with_its_place_and_reason(vector):
    """[C1]"""
    raw = vector["json"].encode()

    with pytest.raises(ContentInvalid) as refused:
        canonicalize(parse_i_json(raw))

    assert refused.value.details["reason"] == vector["reason"]
    if vector["path"] is not None:
        assert refused.value.details["path"] == vector["path"]


@given(json_values)
def test_every_value_has_the_text_that_an_independent_implementation_gives(value):
    """[C2]"""
    try:
        expected = rfc8785.dumps(value)
    except rfc8785.IntegerDomainError:
        expected = None

    canonical = canonicalize(value)

    assert expected is None or canonical == expected


@given(json_values)
def test_canonical_text_read_back_has_the_same_canonical_text(value):
    """[C2] Also beyond 2^53, where a browser writes integers that a double only approximates."""
    canonical = canonicalize(value)

    assert canonicalize(parse_i_json(canonical)) == canonical


@given(finite_numbers.map(float))
def test_every_number_that_a_browser_writes_is_accepted(number):
    """[C1] Also 2^64, which leaves a browser as 18446744073709552000."""
    written_by_a_browser = canonicalize(number)

    value = parse_i_json(written_by_a_browser)

    assert canonicalize(value) == written_by_a_browser


@given(st.integers(min_value=2**53, max_value=10**25))
def test_an_integer_is_refused_if_a_browser_would_read_another_one(number):
    """[C1]"""
    as_read_by_a_browser = float(number)
    is_kept = (
        int(as_read_by_a_browser) == number or canonicalize(as_read_by_a_browser) == str(number).encode()
    )

    if is_kept:
        assert float(canonicalize(number)) == as_read_by_a_browser
    else:
        with pytest.raises(ContentInvalid, match="more digits than a browser can hold"):
            canonicalize(number)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [1.5, math.inf]}, "$.a[1]"),
        ({"a b": {"c": math.nan}}, '$["a b"].c'),
        ([{"deep": [[10**400]]}], "$[0].deep[0][0]"),
    ],
)
def test_a_number_that_is_not_finite_is_named_by_its_path(value, path):
    """[C1]"""
    with pytest.raises(ContentInvalid) as refused:
        canonicalize(value)

    assert refused.value.details == {"path": path, "reason": "number_not_finite"}


def test_a_value_that_no_json_parser_returns_is_refused():
    """[C1]"""
    with pytest.raises(ContentInvalid) as refused:
        canonicalize({"a": base64.b64encode(b"x")})  # type: ignore[dict-item]  # bytes: what is tested

    assert refused.value.details == {"path": "$.a", "reason": "not_json"}


def test_a_path_into_a_long_name_is_cut_short():
    """[E1] An error names the place without repeating the content."""
    with pytest.raises(ContentInvalid) as refused:
        canonicalize({"x" * 100_000: math.inf})

    assert len(refused.value.details["path"]) == 200
