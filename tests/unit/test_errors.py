"""The error tree. [E1] [E2]"""

import pytest

from benchdog.errors import PersistenceError, error_classes


@pytest.mark.parametrize("error_class", error_classes(), ids=lambda each: each.code)
def test_every_error_has_words_for_people_that_name_no_internals(error_class: type[PersistenceError]):
    """[E1] [E3]"""
    words = error_class().words_for_people()

    assert words.endswith(".")
    assert not any(term in words.lower() for term in ("exception", "sql", "cosmos", "traceback", "null"))


def test_codes_are_unique():
    """[E1]"""
    codes = [error_class.code for error_class in error_classes()]

    assert len(codes) == len(set(codes))
    assert all(code == code.lower() for code in codes)


def test_only_errors_that_may_pass_are_retried():
    """[R1]"""
    retried = {error_class.http_status for error_class in error_classes() if error_class.is_retryable}

    assert retried == {429, 502, 503, 504, 507}
