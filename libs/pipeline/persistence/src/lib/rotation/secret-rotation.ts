/** How long both secrets of a row are good after a rotation: a day for the other side to take the new one. */
const ROTATION = "interval '1 day'";

/** Of an UPDATE FROM the clock of the statement: gives a row the secret of this parameter and keeps the one before for a day. */
export const rotatedTo = (parameter: string): string =>
  `previous_secret = secret, previous_secret_expires_at = clock.now + ${ROTATION}, secret = ${parameter}, updated_at = clock.now`;

/** Of a SELECT: until when the secret before is good too; null when it is not any more. */
export const PREVIOUS_SECRET_EXPIRES_AT =
  'CASE WHEN previous_secret_expires_at > holdpoint_now() THEN previous_secret_expires_at END AS "previousSecretExpiresAt"';

/** Of a SELECT: all secrets of a row that are good, the latest first. */
export const goodSecrets = (table: string): string =>
  `array_remove(ARRAY[${table}.secret,
     CASE WHEN ${table}.previous_secret_expires_at > holdpoint_now() THEN ${table}.previous_secret END], NULL) AS secrets`;
