"""What can happen to a session, as scripts that both drivers run."""

from typing import Any, Final

from hypothesis import strategies as st

Step = dict[str, Any]
"""`do` says what happens; the other members say how. Both drivers have one case for each."""

PARTS: Final = ("a", "b", "c")
FAULTS: Final = (
    "answer_lost",
    "lost_on_the_way",
    "unreachable",
    "busy",
    "sign_in_required",
    "not_found",
    "gone",
    "content_too_large",
    "idempotency_in_progress",
)


def _step(do: str, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.fixed_dictionaries({"do": st.just(do), **members})


_part = st.sampled_from(PARTS)
# Few values, so that both sides often come to the same one.
_value = st.integers(0, 3)
_title = st.sampled_from(["Drogon maps", "Other maps"])

_edit = _step("edit", part=_part, value=st.one_of(_value, _value, st.none()))
_elsewhere = _step("save_elsewhere", part=_part, value=_value)
_fault = _step("fault", fault=st.sampled_from(FAULTS))
_save, _poll, _compare = _step("save"), _step("poll"), _step("compare")
_choose = _step("choose", row=st.integers(0, 2), side=st.sampled_from(["mine", "theirs"]))
_resolve = _step(
    "resolve",
    choice=st.sampled_from(["merge", "merge", "keep_both", "use_server", "replace_server"]),
    is_undone=st.booleans(),
)
_whole = _step(
    "save_elsewhere", part=st.sampled_from(["newer_version", "unreadable", "whole"]), value=st.just(True)
)
_others = (
    _poll,
    _compare,
    _choose,
    _resolve,
    _step("rename", title=_title),
    _step("save_as_copy", title=_title),
    _step("create_snapshot", title=_title),
    _step("delete_elsewhere"),
    _step("forget_versions"),
    _step("disk", is_full=st.booleans()),
    _step("resume"),
    _step("restart"),
    _step("begin_another"),
    _step("send_queued_saves"),
    # Of a value that is nowhere else: Python finds edits by what is there, not by who says so.
    _step("edit_unkept", part=_part),
)

_phrase = st.one_of(
    st.tuples(_edit),
    st.tuples(_edit, _save),
    st.tuples(_edit, _fault, _save),
    st.tuples(_edit, _fault, _fault, st.one_of(_save, _step("save_as_copy", title=_title))),
    st.tuples(_edit, _elsewhere, st.one_of(_save, _poll)),
    st.tuples(_edit, _elsewhere, _save, _compare, _resolve),
    st.tuples(_edit, _edit, _elsewhere, _elsewhere, _poll, _compare, _choose, _elsewhere, _resolve),
    st.tuples(_edit, _whole, _save, _compare, _resolve),
    st.tuples(_fault, _poll),
    st.tuples(_fault, _step("restart")),
    st.tuples(_edit, _fault, _save, _step("begin_another"), _step("send_queued_saves")),
    st.tuples(_edit, _fault, _fault, _save, _step("begin_another"), _elsewhere, _step("send_queued_saves")),
    *(st.tuples(each) for each in _others),
)
_beginning = st.sampled_from([[], [{"do": "save"}], [{"do": "save"}, {"do": "restart"}]])

scripts: st.SearchStrategy[list[Step]] = st.builds(
    lambda beginning, phrases: [*beginning, *(step for phrase in phrases for step in phrase)],
    _beginning,
    st.lists(_phrase, min_size=1, max_size=8),
)
"""What happens alone, and what has to happen in a row to be of interest."""
