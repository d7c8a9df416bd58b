import { namedStatement } from '@holdpoint/database';
import { BridgePermission } from '@holdpoint/pipeline-application';
import { judgeAccess, type AccessLevel, type Requirement } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';

interface Starter {
  readonly userId: number;
  readonly admin: boolean;
  readonly memberLevel: AccessLevel | null;
}

const starterInProject = namedStatement<[string, number]>(
  'starter_in_project',
  `SELECT id AS "userId", admin, (SELECT access_level FROM project_members member
     WHERE member.project_id = $2 AND member.user_id = users.id) AS "memberLevel"
   FROM users WHERE username = $1 AND state = 'active'`,
);

/** Lets bridges do what whoever started them could have done by hand. */
export class PgBridgePermission extends BridgePermission {
  constructor(private readonly pool: Pool) {
    super();
  }

  mayRead(username: string, projectId: number): Promise<boolean> {
    return this.may(username, projectId, 'see');
  }

  mayRun(username: string, projectId: number): Promise<boolean> {
    return this.may(username, projectId, 'develop');
  }

  private async may(username: string, projectId: number, requirement: Requirement): Promise<boolean> {
    const [starter] = await readRows<Starter>(this.pool, starterInProject(username, projectId));
    if (!starter) return false;
    const { memberLevel, ...user } = starter;
    return (
      judgeAccess({
        principal: { type: 'user', username, scopes: ['api'], ...user },
        action: 'write',
        requirement,
        takesJobTokens: false,
        project: { id: projectId, memberLevel },
      }) === 'allowed'
    );
  }
}
