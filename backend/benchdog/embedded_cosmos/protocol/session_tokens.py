"""Session tokens: how far the changes that a client has seen go."""

from benchdog.embedded_cosmos.protocol.partition_ranges import PartitionRanges
from benchdog.embedded_cosmos.storage.container import Container


class SessionTokens:
    """The newest change that this engine has answered about, as headers of its answers."""

    def __init__(self, ranges: PartitionRanges) -> None:
        self._ranges = ranges
        self._lsn = 0

    def note(self, lsn: int) -> None:
        self._lsn = max(self._lsn, lsn)

    def headers(self, container: Container, key: str | None) -> dict[str, str]:
        """For an answer about the partition *key*; None for one about several."""
        number = self._ranges.number_of(container, key)
        # Without x-ms-alt-content-path the SDK ignores the session token.
        return {
            "x-ms-session-token": f"{number}:-1#{self._lsn}",
            "x-ms-alt-content-path": container.quoted_path,
            "x-ms-documentdb-partitionkeyrangeid": str(number),
            "lsn": str(self._lsn),
        }
