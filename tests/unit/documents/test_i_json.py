"""Reading JSON text. [C1]"""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchdog.documents.i_json import parse_i_json
from benchdog.errors import BodyInvalid, ContentInvalid


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b'{"title":"cut in the mid',
        b'{"a":1,}',
        b"{'a':1}",
        b'{"a":1} {"b":2}',
        b'{"a":1}garbage',
        b'{"a":01}',
        b'{"a":.5}',
        b'{"a":undefined}',
        b'{"a":/* why */1}',
        b'{"a":"line\nbreak"}',
        b'{"a":"nul\x00"}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        '{"a":1}'.encode("utf-16-le"),
        b'{"a":"latin-1 \xe9"}',
        b'{"a":"overlong \xc0\xaf"}',
        b'{"a":"raw surrogate \xed\xa0\x80"}',
        b"]",
        b"[" * 100 + b"}",
    ],
)
def test_what_is_not_json_is_refused(raw):
    """[C1] [E2]"""
    with pytest.raises(BodyInvalid):
        parse_i_json(raw)


@pytest.mark.parametrize("name", ["plain", "é", "題", "a\\nb", "😀", 'quo\\"te', "back\\\\slash", ""])
def test_the_path_of_a_duplicate_name_is_found_behind_any_text(name):
    """[C1] Offsets are bytes, so text before the place must not shift it."""
    raw = f'{{"{name}":"{name}","list":[0,"x,]}}",{{"k":1,"k":2}}]}}'.encode()

    with pytest.raises(ContentInvalid) as refused:
        parse_i_json(raw)

    assert refused.value.details == {"path": "$.list[2].k", "reason": "duplicate_name"}


def test_the_path_is_found_on_a_later_line():
    """[C1]"""
    with pytest.raises(ContentInvalid) as refused:
        parse_i_json('{\n  "é": 1,\n  "b": [\n    {"x": NaN}\n  ]\n}'.encode())

    assert refused.value.details["path"] == "$.b[0].x"


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(raw):
    """[C1]"""
    with suppress(BodyInvalid, ContentInvalid):
        parse_i_json(raw)


@given(
    st.lists(st.sampled_from(['{"a":', "[", "]", "}", '"a"', ",", "1", ":", "NaN", '"\\ud800"', "\n"])).map(
        "".join
    )
)
def test_any_sequence_of_tokens_is_read_or_refused_and_nothing_else_happens(text):
    """[C1]"""
    with suppress(BodyInvalid, ContentInvalid):
        parse_i_json(text.encode())
