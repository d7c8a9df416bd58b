import { MINUTE_MS, SECOND_MS, type Instant } from '@holdpoint/kernel';
import type { Push } from './pushes';
import type { Random } from '../../random';
import type { WorldOptions } from './world-options';

/** Something that Flux did with a commit, and sends an event of. */
export interface Occurrence {
  readonly at: Instant;
  readonly push: Push;
  readonly outcome: 'running' | 'success' | 'failed';
}

/** How often the source is looked at, in milliseconds. */
const SOURCE_INTERVAL_MS = MINUTE_MS;

/** How often a Kustomization is reconciled that has nothing new, and how soon what failed is tried again; Flux's usual values. */
const INTERVAL_MS = 10 * MINUTE_MS;
const RETRY_INTERVAL_MS = 2 * MINUTE_MS;

/** Does what Flux does with what is pushed until an instant, oldest first; commits that a newer one overtakes get no event. */
export function simulateFlux(
  random: Random,
  pushes: readonly Push[],
  { object, revision }: Pick<WorldOptions, 'object' | 'revision'>,
  until: Instant,
): readonly Occurrence[] {
  const cluster = new Cluster(random, object === 'Kustomization');
  for (let at = 0; at < until; at = Math.max(at + SOURCE_INTERVAL_MS, cluster.busyUntil)) {
    const newest = newestAt(pushes, at, revision);
    if (newest) cluster.reconcile(newest, at);
  }
  return cluster.occurrences;
}

/** What the source has last: a tag points to the artifact that was pushed last, whatever its commit. */
function newestAt(pushes: readonly Push[], at: Instant, revision: WorldOptions['revision']): Push | undefined {
  const seenAt = ({ pushedAt, artifactAt }: Push): Instant => (revision === 'git' ? pushedAt : artifactAt);
  const visible = pushes.filter((push) => seenAt(push) <= at);
  return visible.reduce<Push | undefined>((last, push) => (last && seenAt(last) > seenAt(push) ? last : push), undefined);
}

class Cluster {
  readonly occurrences: Occurrence[] = [];
  busyUntil: Instant = 0;
  private current: Push | undefined;
  private failures = 0;
  private dueAt: Instant = 0;

  constructor(
    private readonly random: Random,
    private readonly isRepeating: boolean,
  ) {}

  reconcile(newest: Push, at: Instant): void {
    if (newest === this.current && at < this.dueAt) return;
    if (newest !== this.current) this.failures = 0;
    const isRepeat = newest === this.current && this.failures === 0;
    this.current = newest;
    if (isRepeat) this.repeat(newest, at);
    else this.attempt(newest, at);
  }

  /** Nothing has changed: a Kustomization says once more that it is applied, a HelmRelease says nothing. */
  private repeat(push: Push, at: Instant): void {
    if (this.isRepeating) this.occurrences.push({ at: at + SECOND_MS, push, outcome: 'success' });
    this.dueAt = at + INTERVAL_MS;
  }

  private attempt(push: Push, at: Instant): void {
    const endsAt = at + this.random.between(10 * SECOND_MS, MINUTE_MS);
    const fails = push.fate === 'fails' || (push.fate === 'fails_once' && this.failures === 0);
    if (this.isRepeating) this.occurrences.push({ at: at + 3 * SECOND_MS, push, outcome: 'running' });
    this.occurrences.push({ at: endsAt, push, outcome: fails ? 'failed' : 'success' });
    this.failures = fails ? this.failures + 1 : 0;
    this.dueAt = endsAt + (fails ? RETRY_INTERVAL_MS : INTERVAL_MS);
    this.busyUntil = endsAt;
  }
}
