import { DAY_MS, err, ok, type Instant, type Result } from '@holdpoint/kernel';

/** GitLab's longest life of a token, in days, and the one that it gives when none is asked for. */
const LIFETIME_MAX_DAYS = 365;

/**
 * The instant from which a token is refused: midnight UTC at the start of the day that was asked for, at most a year away;
 * GitLab takes and shows days, not times.
 */
export function tokenExpiry(now: Instant, requested?: Instant): Result<Instant, 'in_past' | 'too_late'> {
  const latest = now - (now % DAY_MS) + LIFETIME_MAX_DAYS * DAY_MS;
  if (requested === undefined) return ok(latest);
  const midnight = requested - (requested % DAY_MS);
  if (midnight <= now) return err('in_past');
  return midnight > latest ? err('too_late') : ok(midnight);
}

/** How many days a token lives that takes the place of another, unless it is asked for longer. Source: GitLab's rotation. */
const ROTATED_LIFETIME_DAYS = 7;

/** The end of a token that takes the place of another, as {@link tokenExpiry} has it: in a week if none is asked for. */
export const rotatedTokenExpiry = (now: Instant, requested?: Instant): ReturnType<typeof tokenExpiry> =>
  tokenExpiry(now, requested ?? now + ROTATED_LIFETIME_DAYS * DAY_MS);
