"""Correlation ids. [E4]"""

import pytest

from benchdog.resilience.correlation import accept_correlation_id


@pytest.mark.parametrize("sent", ["a", "session-create-a7f3e2c1.1", "A_9" * 21])
def test_a_well_formed_id_is_kept(sent):
    """[E4]"""
    assert accept_correlation_id(sent) == sent


@pytest.mark.parametrize(
    "sent", [None, "", "x" * 65, "two words", "line\nbreak", "trailing\n", "åse@example.org", "a/b"]
)
def test_any_other_is_replaced(sent):
    """[E4] So that nobody writes into the log."""
    accepted = accept_correlation_id(sent)

    assert accepted != sent
    assert len(accepted) == 32
