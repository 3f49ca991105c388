"""The page: each route with who may use it, what it takes, what it answers; what is common is said once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from scripts.api_page.shapes import JsonObject, in_words, names_in, shape_section, with_words

HEAD: Final = """\
# The API

Made from `schemas/api/openapi.json` by `make generate`; the service gives the same document at
`GET /openapi.json`. What the routes promise: [SPEC.md](SPEC.md). JSON in and out, in UTF-8; times are
ISO 8601 in UTC. `X-Correlation-ID` is taken and given back by every route.

Every answer from status 400 on is an [ErrorEnvelope](#errorenvelope); the words of each code are in
[errors.json](../schemas/errors/errors.json).
"""

KEY_HEADER: Final = "Idempotency-Key"
WHO: Final = {
    "open": "everybody",
    "link": "whoever has the link and is signed in; anybody, where the administrator and the owner allow it",
    "signed_in": "whoever is signed in",
    "administrator": "administrators",
    "administrator_or_scraper": "administrators, and addresses that the settings name",
}

_CODE: Final = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Route:
    """One operation of the document, as FastAPI describes it."""

    name: str
    described: JsonObject

    @property
    def tag(self) -> str:
        return str(self.described["tags"][0])

    @property
    def policy(self) -> str:
        return str(self.described["x-benchdog-policy"])

    @property
    def parameters(self) -> list[JsonObject]:
        return list(self.described.get("parameters", []))

    @property
    def takes_key(self) -> bool:
        return any(parameter["name"] == KEY_HEADER for parameter in self.parameters)

    @property
    def answers(self) -> dict[str, JsonObject]:
        return {status: answer for status, answer in self.described["responses"].items() if int(status) < 400}

    @property
    def codes(self) -> frozenset[str]:
        errors = [each for status, each in self.described["responses"].items() if int(status) >= 400]
        words = " ".join(each["description"].removeprefix("One of: ") for each in errors)
        return frozenset(_CODE.findall(words))


@dataclass(frozen=True)
class CommonCodes:
    """Error codes of all routes; besides those, of all that are not open, and of all that take a key."""

    everywhere: frozenset[str]
    where_known: frozenset[str]
    with_key: frozenset[str]

    @classmethod
    def of(cls, routes: list[Route]) -> Self:
        everywhere = _in_all(routes)
        known = _in_all(route for route in routes if route.policy != "open") - everywhere
        keyed = _in_all(route for route in routes if route.takes_key) - known - everywhere
        return cls(everywhere, known, keyed)

    def own_of(self, route: Route) -> list[str]:
        """The rest."""
        common = self.everywhere
        common |= self.where_known if route.policy != "open" else frozenset()
        common |= self.with_key if route.takes_key else frozenset()
        return sorted(route.codes - common)

    def words(self) -> Iterator[str]:
        yield f"Every route may answer {_quoted(self.everywhere)}."
        yield f"Those that are not for everybody: {_quoted(self.where_known)}."
        yield (
            f"Those with `{KEY_HEADER}` ({_quoted(self.with_key)}): send one for each change that is wished; "
            "sent again with it, the change is made once and answered twice."
        )


def api_page(document: JsonObject) -> str:
    """Markdown about *document*, an OpenAPI document of the service."""
    routes = [
        Route(f"{method.upper()} {path}", described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    common = CommonCodes.of(routes)
    parts = [HEAD, "\n".join(f"- {words}" for words in common.words()), ""]
    for tag in dict.fromkeys(route.tag for route in routes):
        parts += [f"## {tag[0].upper()}{tag[1:]}", ""]
        for route in routes:
            if route.tag == tag:
                parts += _section(route, common)
    parts += ["## Shapes", ""]
    for name in sorted(_reached(routes, document["components"]["schemas"])):
        parts += shape_section(name, document["components"]["schemas"][name])
    return "\n".join(parts).rstrip() + "\n"


def _section(route: Route, common: CommonCodes) -> Iterator[str]:
    yield from (f"### `{route.name}`", "")
    if "description" in route.described:
        yield from (" ".join(route.described["description"].split()), "")
    yield f"- For {WHO[route.policy]}."
    for parameter in route.parameters:
        needed = ", required" if parameter["required"] and parameter["in"] != "path" else ""
        told = (
            ""
            if parameter["name"] == KEY_HEADER
            else ": " + with_words(in_words(parameter["schema"]), parameter.get("description", ""))
        )
        yield f"- `{parameter['name']}` ({parameter['in']}{needed}){told}"
    if "requestBody" in route.described:
        yield f"- Body: {_contents(route.described['requestBody'])}"
    for status, answer in route.answers.items():
        yield f"- {status}: {_contents(answer) or 'no body'}"
    if own := common.own_of(route):
        yield f"- Errors: {_quoted(own)}"
    yield ""


def _contents(message: JsonObject) -> str:
    return ", ".join(
        in_words(content["schema"]) + ("" if kind == "application/json" else f" as `{kind}`")
        for kind, content in message.get("content", {}).items()
    )


def _reached(routes: Iterable[Route], schemas: JsonObject) -> set[str]:
    """Names of the shapes that the routes refer to, and of those that these refer to."""
    reached: set[str] = set()
    waiting = [route.described for route in routes]
    while waiting:
        new = names_in(waiting.pop()) - reached
        reached |= new
        waiting += [schemas[name] for name in new]
    return reached


def _in_all(routes: Iterable[Route]) -> frozenset[str]:
    codes = [route.codes for route in routes]
    return frozenset.intersection(*codes) if codes else frozenset()


def _quoted(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes))
