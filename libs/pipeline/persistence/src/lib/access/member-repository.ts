import { namedStatement } from '@holdpoint/database';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import type { AccessLevel, MemberRefusal } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { BADGE_COLUMNS, type UserBadge } from './user-row';

/** A member of a project; the instant is when they became one, in epoch milliseconds. */
export interface MemberRow extends UserBadge {
  readonly accessLevel: AccessLevel;
  readonly createdAt: Instant;
}

/** Which members a list shows; what is left out does not filter. */
export interface MemberFilter {
  /** Part of the username or of the name, in any case. */
  readonly search?: string | undefined;
  readonly userIds?: readonly number[] | undefined;
}

type Filter = [search: string, userIds: readonly number[] | null];

/** Who is to be a member: a user by number, or by their name in any case. */
export type NewMember = { readonly userId: number } | { readonly username: string };

/** What is to become of a member, decided with their present level at hand. */
export type MemberChange = (current: AccessLevel) => Result<AccessLevel | 'removed', MemberRefusal>;

const COLUMNS = `${BADGE_COLUMNS}, member.access_level AS "accessLevel", member.created_at AS "createdAt"`;
const MEMBERS = `FROM project_members member JOIN users ON users.id = member.user_id WHERE member.project_id = $1`;

/** `position` takes a text as it is, wildcards too. */
const FILTERED = `${MEMBERS} AND (position(lower($2) in lower(users.username)) > 0 OR position(lower($2) in lower(users.name)) > 0)
  AND ($3::bigint[] IS NULL OR member.user_id = ANY ($3))`;

const countMembers = namedStatement<[number, ...Filter]>('count_members', `SELECT count(*) AS total ${FILTERED}`);

const memberPage = namedStatement<[number, ...Filter, number, number]>(
  'member_page',
  `SELECT ${COLUMNS} ${FILTERED} ORDER BY users.id LIMIT $4 OFFSET $5`,
);

const memberById = namedStatement<[number, number]>('member_by_id', `SELECT ${COLUMNS} ${MEMBERS} AND member.user_id = $2`);

/** Persons only, as in GitLab: the bot of one project gets into no other. `found` tells the two refusals apart. */
const insertMember = namedStatement<[number, number | null, string | null, AccessLevel]>(
  'insert_member',
  `WITH users AS (SELECT * FROM users WHERE (id = $2 OR lower(username) = lower($3)) AND user_type = 'human'),
   member AS (
     INSERT INTO project_members (project_id, user_id, access_level, created_at)
     SELECT $1, id, $4, holdpoint_now() FROM users ON CONFLICT DO NOTHING RETURNING *)
   SELECT ${COLUMNS} FROM users LEFT JOIN member ON true`,
);

const lockMember = namedStatement<[number, number]>(
  'lock_member',
  `SELECT ${COLUMNS} ${MEMBERS} AND member.user_id = $2 FOR NO KEY UPDATE OF member`,
);

const updateMember = namedStatement<[number, number, AccessLevel]>(
  'update_member',
  'UPDATE project_members SET access_level = $3 WHERE project_id = $1 AND user_id = $2',
);

const deleteMember = namedStatement<[number, number]>(
  'delete_member',
  'DELETE FROM project_members WHERE project_id = $1 AND user_id = $2',
);

/** Members of projects in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class MemberRepository {
  constructor(private readonly pool: Pool) {}

  /** A page of the members of a project, bots among them, by id, with their number. */
  async list(projectId: number, page: PageRequest, { search = '', userIds }: MemberFilter = {}): Promise<PageOf<MemberRow>> {
    const filter: Filter = [search, userIds ?? null];
    const [counted] = await readRows<{ total: number }>(this.pool, countMembers(projectId, ...filter));
    const members = await readRows<MemberRow>(this.pool, memberPage(projectId, ...filter, page.perPage, offsetOf(page)));
    return countedPage(members, counted?.total ?? 0, page);
  }

  /** A member of a project; undefined when the user is none. */
  async find(projectId: number, userId: number): Promise<MemberRow | undefined> {
    return (await readRows<MemberRow>(this.pool, memberById(projectId, userId)))[0];
  }

  /** Makes a person a member. */
  async add(
    projectId: number,
    who: NewMember,
    level: AccessLevel,
  ): Promise<Result<MemberRow, 'user_not_found' | 'member_exists'>> {
    const [userId, username] = 'userId' in who ? [who.userId, null] : [null, who.username];
    const statement = insertMember(projectId, userId, username, level);
    type Added = Omit<MemberRow, 'accessLevel'> & { readonly accessLevel: AccessLevel | null };
    const { rows } = await runCommitted(this.pool, (client) => client.query<Added>(statement));
    const [added] = rows;
    if (!added) return err('user_not_found');
    const { accessLevel } = added;
    return accessLevel === null ? err('member_exists') : ok({ ...added, accessLevel });
  }

  /** Changes or removes a member as decided, with their row locked: nobody is promoted between decision and change. */
  async change(
    projectId: number,
    userId: number,
    decide: MemberChange,
  ): Promise<Result<MemberRow, 'member_not_found' | MemberRefusal>> {
    return runTransaction(this.pool, async (client) => {
      const { rows } = await client.query<MemberRow>(lockMember(projectId, userId));
      const [member] = rows;
      if (!member) return err('member_not_found');
      const decided = decide(member.accessLevel);
      if (!decided.ok) return decided;
      if (decided.value === 'removed') {
        await client.query(deleteMember(projectId, userId));
        return ok(member);
      }
      await client.query(updateMember(projectId, userId, decided.value));
      return ok({ ...member, accessLevel: decided.value });
    });
  }
}
