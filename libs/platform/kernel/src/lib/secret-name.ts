/** Matches names of fields, headers and parameters that hold something that must not be shown or kept. */
export const SECRET_NAME = /token|secret|passw|authorization|cookie|credential|signature|(?:api|access|private)[-_]?key/i;
