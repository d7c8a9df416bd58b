/** An instant as ISO 8601 text in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. */
export type Timestamp = string;
