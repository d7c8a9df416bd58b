import { namedStatement } from '@holdpoint/database';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import { isUniqueViolation } from '@holdpoint/database';
import type { Secrets } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { addParkedDigestsTask, addParkedResolutions } from './artifact-tasks';

/** Each is asked for every digest that nobody has registered. */
const REGISTRIES_MAX = 10;

/** A repository that is asked what digests stand for. */
export interface RegistryRow {
  readonly id: number;
  readonly projectId: number;
  /** `host[:port]/name`. */
  readonly repository: string;
  readonly username: string | null;
  readonly createdAt: Instant;
}

/** A repository to be asked, with what to sign in by. */
export interface RegistryToAsk {
  readonly repository: string;
  /** Null where nobody signs in; an error says why they cannot be read. */
  readonly credentials: Result<RegistryCredentials | null, string>;
}

/** What to sign in to a registry by. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

const COLUMNS = 'id, project_id AS "projectId", repository, username, created_at AS "createdAt"';

/** Two at once may make one more than that: it is a bound, not a promise. */
const insertRegistry = namedStatement<unknown[]>(
  'insert_registry',
  `INSERT INTO registries (project_id, repository, username, password, created_at)
   SELECT $1, $2, $3, $4, holdpoint_now() WHERE (SELECT count(*) FROM registries WHERE project_id = $1) < ${REGISTRIES_MAX}
   RETURNING ${COLUMNS}`,
);

const registriesOf = namedStatement<[number]>('registries_of_project', `SELECT ${COLUMNS} FROM registries WHERE project_id = $1 ORDER BY id`);

const deleteRegistry = namedStatement<[number, number]>(
  'delete_registry',
  'DELETE FROM registries WHERE project_id = $1 AND id = $2 RETURNING id',
);

/**
 * A registry that had nothing to say may have been away, or refused a wrong password: soon it can be asked again, and at
 * once when it was removed and made anew.
 */
const ASK_AGAIN_AFTER_S = 300;

const registriesToAsk = namedStatement<[number, string]>(
  'registries_to_ask',
  `SELECT repository, username, password FROM registries WHERE project_id = $1 AND NOT EXISTS (
     SELECT FROM artifact_revisions answer
     WHERE answer.project_id = $1 AND answer.digest = $2 AND answer.source = 'registry' AND answer.repository = registries.repository
       AND (answer.sha IS NOT NULL OR coalesce(answer.asked_at, answer.created_at)
         >= greatest(registries.created_at, holdpoint_now() - ${ASK_AGAIN_AFTER_S} * interval '1 second'))) ORDER BY id`,
);

interface StoredRegistry {
  readonly repository: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** The registries of projects; passwords go in and are read only to ask. */
export class Registries {
  constructor(
    private readonly pool: Pool,
    private readonly secrets: Secrets,
  ) {}

  /** Makes a repository one to be asked, also about what events wait for; unless it is already or the project has as many as it may. */
  async create(projectId: number, repository: string, credentials: RegistryCredentials | null): Promise<Result<RegistryRow, 'registry_exists' | 'too_many_registries'>> {
    const password = credentials && this.secrets.encrypt(purposeOf(projectId, repository), credentials.password);
    const statement = insertRegistry(projectId, repository, credentials?.username ?? null, password);
    try {
      const registry = await runTransaction(this.pool, async (client) => {
        const { rows: [made] } = await client.query<RegistryRow>(statement);
        if (made) await client.query(addParkedDigestsTask(projectId));
        return made;
      });
      return registry ? ok(registry) : err('too_many_registries');
    } catch (error) {
      if (isUniqueViolation(error, 'uq_registries_repository')) return err('registry_exists');
      throw error;
    }
  }

  /** The registries of a project, oldest first. */
  list(projectId: number): Promise<readonly RegistryRow[]> {
    return readRows<RegistryRow>(this.pool, registriesOf(projectId));
  }

  /** Removes one; false when there is none. What it has answered stays. */
  async delete(projectId: number, id: number): Promise<boolean> {
    const { rows } = await runCommitted(this.pool, (client) => client.query(deleteRegistry(projectId, id)));
    return rows.length > 0;
  }

  /** Leaves a task to ask about each digest that events of a project wait for. */
  async askAboutParked(projectId: number): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(addParkedResolutions(projectId)));
  }

  /** The registries that have not said what a digest stands for, but those that had nothing to say just now. */
  async toAsk(projectId: number, digest: string): Promise<readonly RegistryToAsk[]> {
    const rows = await readRows<StoredRegistry>(this.pool, registriesToAsk(projectId, digest));
    return rows.map((row) => ({ repository: row.repository, credentials: this.credentialsOf(projectId, row) }));
  }

  /** Each by itself: a password whose key is gone keeps no other registry from being asked. */
  private credentialsOf(projectId: number, { repository, username, password }: StoredRegistry): RegistryToAsk['credentials'] {
    if (username === null || password === null) return ok(null);
    try {
      return ok({ username, password: this.secrets.decrypt(purposeOf(projectId, repository), password) });
    } catch (error) {
      return err(`its password cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Bound to its row: a password that is moved to another repository cannot be read. */
const purposeOf = (projectId: number, repository: string): string => `registries:${projectId}:${repository}`;
