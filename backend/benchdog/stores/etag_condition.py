"""What If-Match and If-None-Match name. [S3]"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ETagCondition:
    """Some ETags, quotes included, or any at all (`*`)."""

    etags: frozenset[str]
    is_any: bool = False

    @classmethod
    def exactly(cls, etag: str) -> Self:
        return cls(frozenset({etag}))

    @classmethod
    def anything(cls) -> Self:
        return cls(frozenset(), is_any=True)

    def matches(self, etag: str) -> bool:
        return self.is_any or etag in self.etags
