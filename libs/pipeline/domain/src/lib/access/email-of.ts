/** An address that can never be written to (RFC 2606), for fields that clients expect to be filled where none was given. */
export const emailOf = (name: string): string => `${name}@holdpoint.invalid`;

/** The author of a commit as git writes one, `Name <address>`; empty without a name. */
export const authorOf = (name: string, email: string | null): string => (name === '' ? '' : `${name} <${email ?? emailOf(name)}>`);
