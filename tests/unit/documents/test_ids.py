"""Ids. [S1]"""

import pytest

from benchdog.documents.ids import ID_ALPHABET, is_id, new_id


def test_an_id_has_twelve_characters_of_sixty_four():
    """[S1]"""
    ids = {new_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(len(one) == 12 and set(one) <= set(ID_ALPHABET) and is_id(one) for one in ids)
    assert len(set(ID_ALPHABET)) == 64


@pytest.mark.parametrize(
    "text",
    ["", "short", "x" * 13, "with space12", "sneaky\n", "elevenchars\n", "../../../etc", "abcdefghijké"],
)
def test_other_text_is_no_id(text):
    """[S1]"""
    assert not is_id(text)
