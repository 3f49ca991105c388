"""What waits for a device that reads slowly. [U4]"""

import asyncio

import pytest

from benchdog.survey.messages import AcknowledgedMessage, StateMessage
from benchdog.survey.unsent_messages import TooManyUnsent, UnsentMessages


def state(revision: int) -> StateMessage:
    return StateMessage(session={"answers": {}}, revision=revision)


def acknowledged(sequence: int) -> AcknowledgedMessage:
    return AcknowledgedMessage(client_id="phone-0001", sequence=sequence, revision=sequence)


async def test_of_states_only_the_newest_waits():
    """[U4] It has in it what the others had; acknowledgements are all sent, in their order."""
    unsent = UnsentMessages()
    for message in (state(1), acknowledged(1), state(2), acknowledged(2), state(3)):
        unsent.add(message)

    taken = [await unsent.next() for _ in range(3)]

    assert taken == [acknowledged(1), acknowledged(2), state(3)]


async def test_a_device_that_takes_nothing_is_given_up():
    """[U4] What waits is bounded; a state that replaces another one needs no room."""
    unsent = UnsentMessages(most=2)
    unsent.add(acknowledged(1))
    unsent.add(state(1))
    unsent.add(state(2))

    with pytest.raises(TooManyUnsent):
        unsent.add(acknowledged(2))


async def test_who_asks_before_there_is_a_message_waits_for_it():
    """[U4]"""
    unsent = UnsentMessages()
    asked = asyncio.ensure_future(unsent.next())
    await asyncio.sleep(0)
    was_done = asked.done()

    unsent.add(state(1))

    assert not was_done
    assert await asked == state(1)
