"""Content, its hash, its limit, and how it is stored. [C1]–[C5]"""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchdog.documents.content import Content, largest_parts
from benchdog.documents.content_codec import decode_chunks, encode_chunks
from benchdog.documents.json_value import JsonObject
from benchdog.documents.limits import MAX_CHUNK_SIZE_BYTES, MAX_CONTENT_SIZE_BYTES
from benchdog.errors import ContentCorrupted, ContentHashMismatch, ContentInvalid, ContentTooLarge

COSMOS_BATCH_LIMIT_BYTES = 2 * 1024 * 1024
EMPTY_NOTE_BYTES = len('{"note":""}')


def content_of_size(size_bytes: int) -> JsonObject:
    """Content whose canonical text has exactly that many bytes."""
    return {"note": "x" * (size_bytes - EMPTY_NOTE_BYTES)}


def test_key_order_white_space_and_number_spelling_do_not_change_the_hash():
    """[C2]"""
    one = Content.from_value({"b": 1.0, "a": [1, 2]})
    other = Content.from_value({"a": [1.0, 2], "b": 1})

    assert one == other
    assert one.content_hash == hashlib.sha256(b'{"a":[1,2],"b":1}').hexdigest()


@pytest.mark.parametrize("value", [None, [], "text", 1, True])
def test_content_that_is_not_an_object_is_refused(value):
    """[C1]"""
    with pytest.raises(ContentInvalid) as refused:
        Content.from_value(value, at=("content",))

    assert refused.value.details == {"path": "$.content", "reason": "not_an_object"}


def test_another_hash_than_the_sent_one_is_refused():
    """[C3]"""
    with pytest.raises(ContentHashMismatch) as refused:
        Content.from_value({"a": 1}, expected_hash="0" * 64)

    assert refused.value.details["computed"] == Content.from_value({"a": 1}).content_hash


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not():
    """[C4]"""
    largest = Content.from_value(content_of_size(MAX_CONTENT_SIZE_BYTES))

    with pytest.raises(ContentTooLarge) as refused:
        Content.from_value(content_of_size(MAX_CONTENT_SIZE_BYTES + 1))

    assert largest.size_bytes == 1_572_864
    assert refused.value.details["size_bytes"] == 1_572_865
    assert refused.value.details["limit_bytes"] == 1_572_864
    assert "1,572,865" in refused.value.words_for_people()
    assert "1,572,864" in refused.value.words_for_people()


def test_the_limit_counts_bytes_and_not_characters():
    """[C4]"""
    with pytest.raises(ContentTooLarge):
        Content.from_value({"note": "é" * (MAX_CONTENT_SIZE_BYTES // 2)})


def test_the_ten_largest_parts_are_named_largest_first():
    """[C4] Items of a list, such as modules, count one by one."""
    content: JsonObject = {
        "modules": [{"text": "x" * size} for size in (5, 300, 20)],
        "notes": "y" * 100,
        "title": "z",
    }

    parts = largest_parts(content)

    assert [part["path"] for part in parts] == [
        "$.modules[1]",
        "$.notes",
        "$.modules[2]",
        "$.modules[0]",
        "$.title",
    ]
    assert parts[0]["size_bytes"] == len('{"text":""}') + 300
    assert len(largest_parts({str(n): n for n in range(30)})) == 10


def incompressible_text(size_bytes: int) -> str:
    """The densest text there is: random printable characters, which compress only to 6.6 bits of 8."""
    printable = [chr(code) for code in range(32, 127) if chr(code) not in '"\\']
    return "".join(random.Random(20261121).choices(printable, k=size_bytes))


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("\n" * ((MAX_CONTENT_SIZE_BYTES - EMPTY_NOTE_BYTES) // 2), id="nothing but escapes"),
        pytest.param(
            "\x01" * ((MAX_CONTENT_SIZE_BYTES - EMPTY_NOTE_BYTES) // 6), id="nothing but long escapes"
        ),
        pytest.param("漢" * ((MAX_CONTENT_SIZE_BYTES - EMPTY_NOTE_BYTES) // 3), id="CJK"),
        pytest.param(incompressible_text(MAX_CONTENT_SIZE_BYTES - EMPTY_NOTE_BYTES), id="hard to compress"),
    ],
)
def test_any_content_at_the_limit_fits_one_batch(note):
    """[C5]"""
    content = Content.from_value({"note": note})

    chunks = encode_chunks(content.canonical)

    assert all(len(chunk) <= MAX_CHUNK_SIZE_BYTES for chunk in chunks)
    assert sum(map(len, chunks)) < COSMOS_BATCH_LIMIT_BYTES - 16 * 1024
    assert decode_chunks(chunks) == content.canonical


@given(st.binary(max_size=5000))
def test_what_is_stored_comes_back(canonical):
    """[C5]"""
    assert decode_chunks(encode_chunks(canonical)) == canonical


def damaged(chunks: list[str], kind: str) -> list[str]:
    text = chunks[0]
    return {
        "cut": [text[: len(text) // 8 * 4]],
        "repeated": [text, text],
        "not base64": ["*" + text[1:]],
        "not zstd": ["AAAA" + text[4:]],
        "missing": [],
    }[kind]


@pytest.mark.parametrize("kind", ["cut", "repeated", "not base64", "not zstd", "missing"])
def test_damaged_pieces_are_never_taken_for_content(kind):
    chunks = encode_chunks(incompressible_text(3000).encode())

    with pytest.raises(ContentCorrupted):
        decode_chunks(damaged(chunks, kind))


def test_a_stored_frame_that_grows_beyond_the_limit_is_not_unpacked():
    """[C4] A bomb in the database costs no memory."""
    with pytest.raises(ContentCorrupted):
        decode_chunks(encode_chunks(b"x" * (MAX_CONTENT_SIZE_BYTES + 2)))
