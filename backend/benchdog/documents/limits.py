"""Sizes and lengths a product owner might change; the browser has them from `GET /config`. [C4] [C6]"""

from typing import Final

MAX_CONTENT_SIZE_BYTES: Final = 1_572_864
"""1.5 MB of canonical UTF-8, inclusive."""

MAX_BODY_SIZE_BYTES: Final = 4 * 1024 * 1024
"""A request body is not read beyond this, whatever its Content-Length says."""

MAX_CONTENT_DEPTH: Final = 128
"""Arrays and objects inside one another, the content object counted as one. Cosmos DB has the same limit."""

MAX_CHUNK_SIZE_BYTES: Final = 400 * 1024
"""Base64 text of one stored piece: a Cosmos write costs disproportionately more from 512 KB on."""

MAX_TITLE_LENGTH: Final = 50
MAX_DESCRIPTION_LENGTH: Final = 250
MAX_TAGS: Final = 10
MAX_TAG_LENGTH: Final = 30
MAX_MESSAGE_LENGTH: Final = 4000

LARGEST_PARTS_SHOWN: Final = 10
