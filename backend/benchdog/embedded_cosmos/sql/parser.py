"""From the text of a query to its parsed form; texts are parsed once."""

import re
from functools import lru_cache
from importlib import resources
from typing import Final, cast

from lark import Lark, ParseTree, Tree, UnexpectedInput
from lark.exceptions import VisitError

from benchdog.embedded_cosmos.sql.syntax import Expression, Query
from benchdog.embedded_cosmos.sql.syntax_builder import SyntaxBuilder
from benchdog.embedded_cosmos.wire import CosmosFailure, bad_request

CACHED_TEXTS: Final = 512
MAX_QUERY_LENGTH: Final = 512 * 1024
"""Characters; the limit of the service."""
MAX_WORDS: Final = 50_000
"""Names, signs and literals. Reading that many takes a second, and holds up whatever else Python does."""
MAX_NESTING: Final = 200
"""Levels of the parsed text. Python allows a thousand calls inside each other; a level may take three."""

_WORD: Final = re.compile(r"""'(?:[^'\\]|\\.)*+'?|"(?:[^"\\]|\\.)*+"?|\w+|\S""")
"""Possessive, and with an end that may lack: a text that nobody closed is looked through once."""


@lru_cache(maxsize=CACHED_TEXTS)
def parse_query(text: str) -> Query:
    """
    A SELECT statement.

    Raises:
        CosmosFailure: 400, with the place of the first word that does not fit; 501 for a function of users.
    """
    parsed = _parse(text)
    if not isinstance(parsed, Query):
        raise bad_request("Syntax error: a query begins with SELECT.")
    return parsed


@lru_cache(maxsize=CACHED_TEXTS)
def parse_condition(text: str) -> Query:
    """The predicate of a patch, `FROM c WHERE …`, as a query over one item."""
    parsed = _parse(text)
    if not isinstance(parsed, tuple):
        raise bad_request("Syntax error: a predicate begins with FROM.")
    alias, where = parsed
    return Query(columns=None, alias=alias, where=where)


def prepare() -> None:
    """Builds the parser, which takes some 60 ms, before the first query has to wait for it."""
    _grammar()


def _parse(text: str) -> Query | tuple[str, Expression]:
    if len(text) > MAX_QUERY_LENGTH:
        raise bad_request("The query is longer than 512 KB.")
    if any(number >= MAX_WORDS for number, _ in enumerate(_WORD.finditer(text))):
        raise bad_request(f"The query has more than {MAX_WORDS} words.")
    try:
        tree = _grammar().parse(text)
        _check_nesting(tree)
        return cast("Query | tuple[str, Expression]", SyntaxBuilder().transform(tree))
    except UnexpectedInput as error:
        raise bad_request(f"Syntax error in the query at line {error.line}, column {error.column}.") from None
    except VisitError as error:
        if isinstance(error.orig_exc, CosmosFailure):
            raise error.orig_exc from None
        raise


def _check_nesting(tree: ParseTree) -> None:
    """Raises CosmosFailure 400 before anything walks the tree level by level on the stack."""
    level = [tree]
    for _ in range(MAX_NESTING):
        level = [part for node in level for part in node.children if isinstance(part, Tree)]
        if not level:
            return
    raise bad_request(f"The query is nested more than {MAX_NESTING} levels deep.")


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    text = resources.files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer="contextual", maybe_placeholders=True)
