import type { Pool, PoolClient } from 'pg';

/** Any number that nobody else in the database uses as a class of advisory locks. */
const LOCK_CLASS = 4_203;

/** How soon after its session was lost a process shows its workers again, and how often it tries: long before others have looked twice. */
const SHOW_AGAIN_AFTER_MS = 1_000;

/** Of a worker, as a number that fits a lock. Two workers that share one are dead only when both are. */
const lockOf = (worker: string): string => `hashtext(${worker}) & 2147483647`;

/** Shared, so that it is never waited for. */
const SHOW = `SELECT pg_advisory_lock_shared(${LOCK_CLASS}, ${lockOf('worker')}) FROM unnest($1::text[]) worker`;

const HIDE = `SELECT pg_advisory_unlock_shared(${LOCK_CLASS}, ${lockOf('worker')}) FROM unnest($1::text[]) worker`;

/** The locks are read only where a task is held at all. */
const ABSENT = `SELECT DISTINCT held.locked_by AS worker FROM graphile_worker.jobs held WHERE held.locked_by IS NOT NULL AND NOT EXISTS (
  SELECT FROM pg_locks shown WHERE shown.locktype = 'advisory' AND shown.classid = ${LOCK_CLASS} AND shown.objsubid = 2 AND shown.granted
    AND shown.objid::bigint = ${lockOf('held.locked_by')}
    AND shown.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

interface PresenceSession {
  readonly client: PoolClient;
  readonly shown: Set<string>;
}

/**
 * Shows others in the database that the workers of this process live: a session of its own holds a lock for each, and
 * PostgreSQL takes these away in the moment in which the process is killed.
 */
export class WorkerPresence {
  private session: PresenceSession | undefined;
  private again: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly pool: Pool,
    private readonly workers: () => readonly string[],
  ) {}

  /** Shows the workers that there are now, in a new session where that was lost; rejects while the database is away, and tries again by itself. */
  show(): Promise<void> {
    const shown = this.last.then(() => this.update());
    this.last = shown.catch(() => this.showAgain());
    return shown;
  }

  /** The workers, of whatever process, that have a task and are not shown. */
  async absent(): Promise<readonly string[]> {
    return (await this.pool.query<{ worker: string }>(ABSENT)).rows.map(({ worker }) => worker);
  }

  /** Shows nobody from now on. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.again);
    await this.last;
    if (this.session) this.lose(this.session);
  }

  private async update(): Promise<void> {
    if (this.ended) return;
    const session = (this.session ??= await this.open());
    const [{ client, shown }, workers] = [session, this.workers()];
    const gone = [...shown].filter((worker) => !workers.includes(worker));
    try {
      await client.query(SHOW, [workers.filter((worker) => !shown.has(worker))]);
      await client.query(HIDE, [gone]);
    } catch (error) {
      this.lose(session);
      throw error;
    }
    for (const worker of workers) shown.add(worker);
    for (const worker of gone) shown.delete(worker);
  }

  private async open(): Promise<PresenceSession> {
    const session: PresenceSession = { client: await this.pool.connect(), shown: new Set() };
    session.client.on('error', () => this.lose(session));
    return session;
  }

  /** The connection is closed rather than given back: with it go its locks. */
  private lose(session: PresenceSession): void {
    if (this.session !== session) return;
    this.session = undefined;
    session.client.release(true);
    this.showAgain();
  }

  private showAgain(): void {
    if (this.ended) return;
    clearTimeout(this.again);
    this.again = setTimeout(() => void this.show().catch(() => undefined), SHOW_AGAIN_AFTER_MS);
  }
}
