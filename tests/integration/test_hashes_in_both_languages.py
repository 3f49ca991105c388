"""The same content has the same hash in the browser and in the service."""

import random

from scripts.compare_hashes import differences, random_document

DOCUMENTS = 2_000
SEED = 20_261_121


def test_random_documents_have_the_same_hash_in_python_and_in_typescript():
    """[C2] `make compare-hashes` takes a hundred thousand."""
    assert differences(DOCUMENTS, SEED) == []


def test_what_is_compared_is_no_handful_of_empty_objects():
    chance = random.Random(SEED)

    documents = [str(random_document(chance)) for _ in range(DOCUMENTS)]

    assert len(set(documents)) > DOCUMENTS / 2
    assert max(map(len, documents)) > 500
