/** Matches names of fields, headers and parameters that hold something that must not be shown or kept. */
export const SECRET_NAME = /token|secret|passw|authorization|cookie|credential|signature|(?:api|access|private)[-_]?key/i;

/** Matches the tokens that this service makes, by their form: of users and projects, of jobs, of receivers. */
export const OWN_TOKEN = /\bhp(?:at|jt|rs)-[\w.-]{8,}/g;
