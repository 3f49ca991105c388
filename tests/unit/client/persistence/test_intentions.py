"""The keys of what is not answered yet. [R4]"""

from itertools import count

from benchdog.client.persistence.intentions import MAX_PENDING, Intentions
from tests.twins.python_driver import Device


def intentions_of(device: Device) -> Intentions:
    numbers = count(1)
    return Intentions(new_key=lambda: f"key-{next(numbers)}", clock=device.now)


def test_every_repetition_has_the_key_of_the_first_until_the_outcome_is_known(device: Device):
    """[R4]"""
    intentions = intentions_of(device)

    first, repeated = intentions.key_of("save one"), intentions.key_of("save one")
    intentions.settle("save one")

    assert (first, repeated, intentions.key_of("save one")) == ("key-1", "key-1", "key-2")


def test_a_long_day_without_a_connection_does_not_make_every_draft_larger(device: Device):
    """[R4] [B7] Each save of something else is an intention of its own; the last ones can be repeated."""
    intentions = intentions_of(device)

    for number in range(3 * MAX_PENDING):
        intentions.key_of(f"save {number}")

    assert len(intentions.pending) == MAX_PENDING
    last = 3 * MAX_PENDING - 1
    assert intentions.key_of(f"save {last}") == f"key-{last + 1}"
