/** A user of a registry; for a token of GitLab, any name and the token. */
export interface RegistryCredentials {
  /** No colon in it (RFC 7617). */
  readonly username: string;
  readonly password: string;
}

/** The value of `Authorization` by which a user shows itself (RFC 7617). */
export const basicAuthorization = ({ username, password }: RegistryCredentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
