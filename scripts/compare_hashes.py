"""
Hashes random documents with the service's code and with the browser's: they have to agree. [C2]

`python -m scripts.compare_hashes --documents 100000`
"""

import argparse
import json
import random
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.content import hash_canonical
from benchdog.documents.i_json import parse_i_json

ROOT: Final = Path(__file__).parents[1]
NODE: Final = ROOT / "frontend" / "node_modules" / ".bin" / "node"
MAX_DEPTH: Final = 5
# Escapes, planes beyond the first, the order of UTF-16 units, names that objects have already.
CHARACTERS: Final = [*' "\\/\b\f\n\r\t\x00\x1f\x7f', *"aZ09é߿ࠀ€﷐ﬃ\ue000\uffff\u2028\u2029\ufeff🐕𝄞\U0010ffff"]
MISREAD_BY_V8: Final = "\\"
"""
Once `JSON.parse` of V8 13.6 has read this name, it takes other escaped names for it. Node 24 does so;
Node 20 and Chromium 156 do not.
"""
NAMES: Final = ["", "__proto__", "constructor", "toString", "10", "9", "-0", "é", "\ue000", "🐕"]
NUMBERS: Final = [
    0,
    -0.0,
    1.0,
    0.1,
    1e21,
    1e20,
    1e-6,
    1e-7,
    5e-324,
    2.0**53,
    -(2.0**53),
    1.7976931348623157e308,
]


def random_document(chance: random.Random) -> dict[str, Any]:
    """A JSON object as deep as `MAX_DEPTH`, with a bias to what implementations get wrong."""
    return _object(chance, MAX_DEPTH)


def differences(count: int, seed: int) -> list[str]:
    """Random documents, as JSON texts, whose hashes are not the same in both languages."""
    chance = random.Random(seed)
    texts = [_spelled(random_document(chance), chance) for _ in range(count)]
    command = [str(NODE), "--disable-warning=ExperimentalWarning", "--experimental-transform-types"]
    hashed = subprocess.run(
        [*command, str(ROOT / "scripts" / "hash_lines.mjs")],
        input="\n".join(texts) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    in_browser = hashed.stdout.split()
    return [
        text
        for text, theirs in zip(texts, in_browser, strict=True)
        if hash_canonical(canonicalize(parse_i_json(text.encode()))) != theirs
    ]


def _value(chance: random.Random, levels_left: int) -> Any:
    if levels_left > 0 and chance.random() < 0.4:
        return chance.choice([_object, _array])(chance, levels_left)
    return chance.choice([_number(chance), _text(chance), None, True, False])


def _object(chance: random.Random, levels_left: int) -> dict[str, Any]:
    names = {
        chance.choice(NAMES) if chance.random() < 0.3 else _text(chance) for _ in range(chance.randrange(6))
    }
    known = sorted(names - {MISREAD_BY_V8})
    return {name: _value(chance, levels_left - 1) for name in chance.sample(known, len(known))}


def _array(chance: random.Random, levels_left: int) -> list[Any]:
    return [_value(chance, levels_left - 1) for _ in range(chance.randrange(5))]


def _number(chance: random.Random) -> float:
    """Half of them any double at all, by its bits."""
    if chance.random() < 0.5:
        return chance.choice([*NUMBERS, chance.randrange(-(2**53), 2**53), chance.uniform(-1e6, 1e6)])
    number: float = struct.unpack("<d", chance.randbytes(8))[0]
    return number if number - number == 0 else 0.5


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(CHARACTERS) for _ in range(chance.randrange(8)))


def _spelled(document: dict[str, Any], chance: random.Random) -> str:
    """One of the ways to write it: what is hashed must not depend on the writer."""
    return json.dumps(
        document, ensure_ascii=chance.random() < 0.5, separators=chance.choice([None, (",", ":")])
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.compare_hashes", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    found = differences(options.documents, options.seed)

    for text in found[:10]:
        print(text)
    print(f"{options.documents} documents (seed {options.seed}), {len(found)} hashed differently")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
