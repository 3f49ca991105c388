"""Title, description and tags. [C6]"""

import pytest
from pydantic import ValidationError

from benchdog.documents.metadata import SessionDetails
from tests.vectors import load_vectors, named


@pytest.mark.parametrize("vector", named(load_vectors("metadata")["accepted"]))
def test_details_are_trimmed_composed_and_hashed_as_the_vectors_say(vector):
    """[C6] The same file is read by vitest."""
    details = SessionDetails.model_validate(vector["input"])

    assert details.model_dump() == vector["normalized"]
    assert details.metadata_hash == vector["metadata_hash"]


@pytest.mark.parametrize("vector", named(load_vectors("metadata")["refused"]))
def test_details_outside_the_limits_are_refused_by_field(vector):
    """[C6]"""
    with pytest.raises(ValidationError) as refused:
        SessionDetails.model_validate(vector["input"])

    assert {error["loc"][0] for error in refused.value.errors()} == {vector["field"]}


def test_a_field_that_nobody_knows_is_refused():
    """[C6]"""
    with pytest.raises(ValidationError):
        SessionDetails.model_validate({"title": "t", "owner_id": "somebody-else"})
