"""Results as tables in Markdown, and their way into docs/performance.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """One table under its own title."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def as_markdown(self) -> str:
        head, *rows = ["| " + " | ".join(line) + " |" for line in (self.columns, *self.rows)]
        return "\n".join([f"{self.title}:", "", head, "|---" * len(self.columns) + "|", *rows])


def write_between_marks(path: Path, name: str, text: str) -> None:
    """
    Replaces what stands in the file at *path* between the marks of *name*; the marks stay.

    Raises:
        ValueError: the file has no such marks.
    """
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, begin_found, rest = path.read_text().partition(begin)
    _, end_found, after = rest.partition(end)
    if not begin_found or not end_found:
        raise ValueError(f"{path} has no marks for {name}")
    path.write_text(f"{before}{begin}\n{text}\n\n{end}{after}")
