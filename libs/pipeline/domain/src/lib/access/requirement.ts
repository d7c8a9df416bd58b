import { ACCESS_LEVELS, type AccessLevel } from './access-level';

/** What a requirement asks of whoever calls. */
interface Rule {
  /** `user` shuts out the tokens of projects, `admin` everybody without the flag. */
  readonly who: 'anyone' | 'user' | 'admin';
  /** The least access level in the project that the address names; null where only {@link who} counts. */
  readonly level: AccessLevel | null;
  /** Whether the scopes of the token do not matter. */
  readonly anyScope?: true;
}

const { guest, reporter, developer, maintainer, owner } = ACCESS_LEVELS;

/**
 * What routes may require. `token` is content with any good token, `self` with any scope of it too, for what concerns the
 * token alone; `user` wants a person's; `see` shows that the
 * project is there, `read` what happens in it, `develop` makes and steers pipelines, `maintain` decides who may, `own`
 * deletes; `issue` makes tokens, which GitLab lets no project token do: a leaked one could outlive its revocation.
 */
export const REQUIREMENTS = {
  token: { who: 'anyone', level: null },
  self: { who: 'anyone', level: null, anyScope: true },
  user: { who: 'user', level: null },
  see: { who: 'anyone', level: guest },
  read: { who: 'anyone', level: reporter },
  develop: { who: 'anyone', level: developer },
  maintain: { who: 'anyone', level: maintainer },
  issue: { who: 'user', level: maintainer },
  own: { who: 'anyone', level: owner },
  admin: { who: 'admin', level: null },
} as const satisfies Record<string, Rule>;

/** A key of {@link REQUIREMENTS}. */
export type Requirement = keyof typeof REQUIREMENTS;
