import { namedStatement } from '@holdpoint/database';
import { ProjectLevels } from '@holdpoint/pipeline-application';
import { ACCESS_LEVELS, type AccessLevel } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../lookup/read-rows';

const levelInProject = namedStatement<[string, number, AccessLevel]>(
  'level_in_project',
  `SELECT CASE WHEN admin THEN $3 ELSE (SELECT access_level FROM project_members member
     WHERE member.project_id = $2 AND member.user_id = users.id) END AS level
   FROM users WHERE username = $1 AND state <> 'blocked'`,
);

/** {@link ProjectLevels} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgProjectLevels extends ProjectLevels {
  constructor(private readonly pool: Pool) {
    super();
  }

  /** An admin is everywhere as good as an owner. */
  async find(username: string, projectId: number): Promise<AccessLevel | null> {
    const statement = levelInProject(username, projectId, ACCESS_LEVELS.owner);
    const [user] = await readRows<{ level: AccessLevel | null }>(this.pool, statement);
    return user?.level ?? null;
  }
}
