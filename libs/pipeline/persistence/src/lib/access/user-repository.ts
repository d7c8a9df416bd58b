import { namedStatement } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { addBlockedUserTask } from './blocked-user-tasks';
import { USER_COLUMNS, USER_STATES, type UserRow } from './user-row';

/** A user to be made. */
export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly admin: boolean;
}

/** Which persons a list shows; what is left out does not filter. */
export interface UserFilter {
  /** Part of the username or of the name, in any case. */
  readonly search?: string | undefined;
  readonly states?: readonly UserRow['state'][];
}

type Filter = [search: string, states: readonly UserRow['state'][]];

const insertUser = namedStatement<[string, string, boolean]>(
  'insert_user',
  `INSERT INTO users (username, name, admin, created_at) VALUES ($1, $2, $3, holdpoint_now())
   ON CONFLICT DO NOTHING RETURNING ${USER_COLUMNS}`,
);

const userById = namedStatement<[number]>('user_by_id', `SELECT ${USER_COLUMNS} FROM users WHERE id = $1`);

const setState = namedStatement<[number, UserRow['state']]>(
  'set_user_state',
  `UPDATE users SET state = $2 WHERE id = $1 AND user_type = 'human' RETURNING username`,
);

/** The bots of projects are left out: their names tell which projects there are. */
const LISTED = "FROM users WHERE user_type = 'human'";

/** `position` takes a text as it is, wildcards too. */
const FILTERED = `${LISTED} AND state = ANY ($2::text[])
  AND (position(lower($1) in lower(username)) > 0 OR position(lower($1) in lower(name)) > 0)`;

const countUsers = namedStatement<Filter>('count_users', `SELECT count(*) AS total ${FILTERED}`);

const userPage = namedStatement<[...Filter, number, number]>(
  'user_page',
  `SELECT ${USER_COLUMNS} ${FILTERED} ORDER BY id DESC LIMIT $3 OFFSET $4`,
);

/** A statement of its own: where the name may be null, no index finds it. */
const userNamed = namedStatement<[...Filter, username: string]>('user_named', `SELECT ${USER_COLUMNS} ${FILTERED} AND lower(username) = lower($3)`);

const valuesOf = ({ search = '', states = USER_STATES }: UserFilter): Filter => [search, states];

/** Users in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class UserRepository {
  constructor(private readonly pool: Pool) {}

  /** Makes a user, unless somebody has the name already. */
  async create({ username, name, admin }: NewUser): Promise<Result<UserRow, 'username_taken'>> {
    const statement = insertUser(username, name, admin);
    const { rows } = await runCommitted(this.pool, (client) => client.query<UserRow>(statement));
    const [user] = rows;
    return user ? ok(user) : err('username_taken');
  }

  /** A user or bot by number; undefined when there is none. */
  async find(id: number): Promise<UserRow | undefined> {
    const [user] = await readRows<UserRow>(this.pool, userById(id));
    return user;
  }

  /** Blocks a person: their tokens are refused, and a task is left for what they have under way. False when there is none. */
  async block(id: number, actor: string): Promise<boolean> {
    return runTransaction(this.pool, async (client) => {
      const { rows: [user] } = await client.query<{ username: string }>(setState(id, 'blocked'));
      if (user) await client.query(addBlockedUserTask(user.username, actor, 0));
      return user !== undefined;
    });
  }

  /** Lets a person in again; false when there is none. */
  async unblock(id: number): Promise<boolean> {
    const { rows } = await runCommitted(this.pool, (client) => client.query(setState(id, 'active')));
    return rows.length > 0;
  }

  /** A page of the persons, newest first, with their number. */
  async list(page: PageRequest, filter: UserFilter = {}): Promise<PageOf<UserRow>> {
    const [counted] = await readRows<{ total: number }>(this.pool, countUsers(...valuesOf(filter)));
    const users = await readRows<UserRow>(this.pool, userPage(...valuesOf(filter), page.perPage, offsetOf(page)));
    return countedPage(users, counted?.total ?? 0, page);
  }

  /** The one person of a name, in any case, as a page. */
  async listNamed(username: string, page: PageRequest, filter: UserFilter = {}): Promise<PageOf<UserRow>> {
    const named = await readRows<UserRow>(this.pool, userNamed(...valuesOf(filter), username));
    return countedPage(named.slice(offsetOf(page), offsetOf(page) + page.perPage), named.length, page);
  }
}
