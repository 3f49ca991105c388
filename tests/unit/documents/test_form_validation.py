"""Forms are checked as the browser checks them. [U2]"""

import pytest
from pydantic import TypeAdapter, ValidationError

from benchdog.documents.form_validation import FieldRules, validate_form
from tests.vectors import load_vectors, named

RULES = TypeAdapter(dict[str, FieldRules])


@pytest.mark.parametrize("case", named(load_vectors("forms")))
def test_a_form_has_these_problems(case):
    """[U2] The vectors that both languages read."""
    schema = RULES.validate_python(case["schema"])

    assert validate_form(case["values"], schema) == case["messages"]


@pytest.mark.parametrize(
    "rules",
    [
        {"pattern": "x"},
        {"type": "integer"},
        {"required": "yes"},
        {"min": "1"},
        {"max": True},
        {"min": float("nan")},
        {"minLength": -1},
        {"maxLength": 1.5},
    ],
)
def test_a_rule_that_means_nothing_is_refused(rules):
    """[U2] Where the form is set, and not by silence when it comes back."""
    with pytest.raises(ValidationError):
        RULES.validate_python({"a": rules})


def test_rules_are_kept_as_they_were_given():
    """[U2] What was left out stays out."""
    given = {"a": {"required": True, "min": 18, "max": 0.5, "minLength": 1}, "b": {}}

    assert RULES.validate_python(given) == given
    assert repr(RULES.dump_python(RULES.validate_python(given))) == repr(given)
