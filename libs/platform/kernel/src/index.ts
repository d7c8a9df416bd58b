export { assert, assertNever } from './lib/assert';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from './lib/instant';
export { isJsonObject, type JsonObject } from './lib/json/is-json-object';
export type { JsonBounds } from './lib/json/json-bounds';
export { decodeUtf8, readJson } from './lib/json/read-json';
export { err, ok, type Err, type Ok, type Result } from './lib/result';
export { KNOWN_TOKENS, OWN_TOKEN, SECRET_NAME, SECRET_PARAMETER } from './lib/secret-name';
export { isUnsafeText, toSafeText, UNSAFE_TEXT } from './lib/unsafe-text';
export { utcInstant } from './lib/utc-instant';
