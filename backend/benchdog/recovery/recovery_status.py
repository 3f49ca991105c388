"""How the last recovery went, in the words of seed 000."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypedDict

DEFAULT_MAX_RECOVERY_ATTEMPTS: Final = 3


class RecoveryStatusDict(TypedDict):
    """`validation_errors` has the messages of each form that breaks its rules."""

    recovery_attempts: int
    max_attempts: int
    has_errors: bool
    validation_errors: dict[str, list[str]]


@dataclass(frozen=True)
class RecoveryStatus:
    attempts: int = 0
    max_attempts: int = DEFAULT_MAX_RECOVERY_ATTEMPTS
    validation_errors: Mapping[str, list[str]] = field(default_factory=dict)

    def as_dict(self) -> RecoveryStatusDict:
        return {
            "recovery_attempts": self.attempts,
            "max_attempts": self.max_attempts,
            "has_errors": bool(self.validation_errors),
            "validation_errors": dict(self.validation_errors),
        }
