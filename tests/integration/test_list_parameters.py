"""How lists are sorted and narrowed down: SPEC, the OpenAPI document and the service agree. [L2] [L3]"""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI

from tests.integration.conftest import Caller
from tests.integration.envelope import error_of

SPEC: Final = Path(__file__).parents[2] / "docs" / "SPEC.md"

TEXTS: Final = {"filter_text", "filter_title", "filter_description"}
CREATED: Final = {"filter_created_from", "filter_created_to"}
LISTS: Final = {
    "sessions": TEXTS
    | CREATED
    | {"filter_tag", "filter_starred", "filter_updated_from", "filter_updated_to"}
    | {"filter_last_opened_from", "filter_last_opened_to", "deleted"},
    "snapshots": TEXTS | CREATED | {"deleted"},
    "snapshot_access_logs": TEXTS
    | {"filter_last_visited_from", "filter_last_visited_to", "filter_owner_id", "filter_snapshot_deleted"},
}
"""Each list with its filters: those of what it lists, and no others."""

CALLED_IN_SPEC: Final = {"sessions": "sessions", "snapshots": "snapshots", "logs": "snapshot_access_logs"}
PAGING: Final = {"page_size", "cursor", "sort_by", "sort_direction"}


def rule(number: str) -> str:
    [text] = re.findall(rf"^- \[{number}\] (.*)$", SPEC.read_text(), re.MULTILINE)
    return str(text)


def filters_in_spec() -> set[str]:
    """`filter_created_from/_to` is two of them."""
    [listed] = re.findall(r"^Filters: (.*?)\. ", rule("L3"))
    names = re.findall(r"`(filter_\w+|deleted)(?:/(_\w+))?`", listed)
    others = {first.replace("_from", second) for first, second in names if second}
    return {first for first, _ in names} | others


def sorts_in_spec() -> dict[str, set[str]]:
    listed = re.findall(r"(sessions|snapshots|logs): ((?:`\w+`(?:, )?)+)", rule("L2"))
    return {CALLED_IN_SPEC[name]: set(re.findall(r"\w+", fields)) for name, fields in listed}


def query_parameters(app: FastAPI, name: str) -> dict[str, dict[str, Any]]:
    described = app.openapi()["paths"][f"/persistence/{name}"]["get"]["parameters"]
    return {each["name"]: each["schema"] for each in described if each["in"] == "query"}


def a_value_of(name: str) -> str:
    if name.endswith(("_from", "_to")):
        return "2026-11-21T09:00:00Z"
    return "true" if name in {"deleted", "filter_starred", "filter_snapshot_deleted"} else "a"


def test_every_filter_of_the_rule_is_in_a_list():
    """[L3]"""
    assert filters_in_spec() == set().union(*LISTS.values())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_filters_of_what_it_lists_and_no_others(routes: FastAPI, name):
    """[L1] [L3]"""
    assert set(query_parameters(routes, name)) == LISTS[name] | PAGING


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_by_what_the_rule_names_and_nothing_else(routes: FastAPI, name):
    """[L2]"""
    parameters = query_parameters(routes, name)

    assert set(parameters["sort_by"]["enum"]) == sorts_in_spec()[name]
    assert set(parameters["sort_direction"]["enum"]) == {"asc", "desc"}


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_takes_its_own_filters_and_refuses_those_of_other_lists(ada: Caller, name):
    """[L3]"""
    for parameter in filters_in_spec():
        answer = await ada.get(f"/persistence/{name}", params={parameter: a_value_of(parameter)})

        if parameter in LISTS[name]:
            assert (answer.status_code, answer.json()["items"]) == (200, []), parameter
        else:
            error_of(answer, 400, "validation_error")


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_sorted_in_its_own_ways_and_refuses_those_of_other_lists(ada: Caller, name):
    """[L2]"""
    for field in set().union(*sorts_in_spec().values()):
        for direction in ("asc", "desc"):
            order = {"sort_by": field, "sort_direction": direction}

            answer = await ada.get(f"/persistence/{name}", params=order)

            if field in sorts_in_spec()[name]:
                assert answer.status_code == 200, (field, direction)
            else:
                error_of(answer, 400, "validation_error")
