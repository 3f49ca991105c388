"""
What a refused or lost write tells a store, which turns it into an answer or finds out more.

DatabaseError
├── DatabaseRefused         4xx: not applied, and the same call would be refused again
│   ├── DocumentMissing     404: nothing to replace
│   ├── DocumentExists      409: the id is taken, perhaps by an earlier attempt of ours
│   └── DocumentChanged     412: the ETag is another one, perhaps because of an earlier attempt of ours
└── DocumentUnreadable      a stored document does not have the shape that this code knows
DatabaseUnavailable
├── DatabaseThrottled       429: not applied, worth another attempt after the hint
└── WriteContended          449: not applied, worth another attempt
DatabaseTimeout
└── WriteUnknown            the answer was lost: applied or not, only reading tells
"""

from benchdog.errors import DatabaseError, DatabaseTimeout, DatabaseUnavailable


class DatabaseRefused(DatabaseError):
    is_retryable = False
    outcome = "not_applied"


class DocumentMissing(DatabaseRefused):
    pass


class DocumentExists(DatabaseRefused):
    pass


class DocumentChanged(DatabaseRefused):
    pass


class DocumentUnreadable(DatabaseError):
    is_retryable = False


class DatabaseThrottled(DatabaseUnavailable):
    pass


class WriteContended(DatabaseUnavailable):
    pass


class WriteUnknown(DatabaseTimeout):
    pass
