/** The same numbers as in the service; `GET /config` repeats them. [C1] [C4] [C6] */
export const MAX_CONTENT_SIZE_BYTES = 1_572_864;
export const MAX_CONTENT_DEPTH = 128;
export const MAX_TITLE_LENGTH = 50;
export const MAX_DESCRIPTION_LENGTH = 250;
export const MAX_TAGS = 10;
export const MAX_TAG_LENGTH = 30;
