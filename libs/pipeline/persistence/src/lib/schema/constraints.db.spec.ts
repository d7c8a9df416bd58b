/** What must always hold is refused by the database itself, whoever writes: each invariant by the name of its constraint. */
import { StoreDriver, commitStatus, jobNamed } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';

let subject: PgSubject;
let pipelineId: number;
let build: number;
let waiting: number;
let reported: number;

beforeAll(async () => {
  subject = await createPgSubject();
  const driver = new StoreDriver(subject);
  pipelineId = await driver.create();
  await driver.run(pipelineId, [
    { type: 'process' },
    { type: 'fire_event', event: 'run', jobNames: ['compile'], actor: 'x' },
    { type: 'fire_event', event: 'success', jobNames: ['compile', 'lint'], actor: 'x' },
    commitStatus('flux', 'running'),
  ]);
  const facts = await driver.load(pipelineId);
  build = jobNamed(facts, 'compile').id;
  waiting = jobNamed(facts, 'rollout').id;
  reported = jobNamed(facts, 'flux').id;
});

afterAll(() => subject.dispose());

/** The constraint that refused a statement, whose change is never kept. */
async function refusal(sql: string, ...values: readonly unknown[]): Promise<string | undefined> {
  const client = await subject.pool.connect();
  try {
    await client.query('BEGIN');
    return await client.query(sql, [...values]).then(
      () => undefined,
      (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
    );
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const updateExternal = (change: string) => refusal(`UPDATE external_jobs SET ${change} WHERE id = $1`, waiting);
const updateBuild = (change: string) => refusal(`UPDATE builds SET ${change} WHERE id = $1`, build);

describe('an external job', () => {
  it.each([
    ['deadline_at = NULL', 'ck_external_jobs_timed'],
    ['started_at = NULL', 'ck_external_jobs_timed'],
    ['deadline_at = started_at', 'ck_external_jobs_deadline'],
    ["status = 'success'", 'ck_external_jobs_finished'],
    ["status = 'pending'", 'ck_external_jobs_status'],
    ["status = 'running'", 'ck_external_jobs_status'],
    ["status = 'waiting_for_callback'", 'ck_external_jobs_status'],
    ['attempt = 0', 'ck_external_jobs_attempt'],
    ['timeout_ms = 0', 'ck_external_jobs_timeout'],
    ['timeout_ms = 2678400001', 'ck_external_jobs_timeout'],
    ["scheduling_type = 'maybe'", 'ck_external_jobs_scheduling_type'],
  ])('refuses %s', async (change, constraint) => {
    expect(await updateExternal(change)).toBe(constraint);
  });

  it('may wait longer, and end', async () => {
    expect(await updateExternal("deadline_at = deadline_at + interval '1 minute'")).toBeUndefined();
    expect(await updateExternal("status = 'failed', finished_at = deadline_at")).toBeUndefined();
  });
});

describe('a build', () => {
  it.each([
    ["status = 'running_externally'", 'ck_builds_status'],
    ["status = 'unheard_of'", 'ck_builds_status'],
    ["type = 'external'", 'ck_builds_'],
    ["type = 'bridge', status = 'scheduled'", 'ck_builds_status'],
    ["status = 'running', deadline_at = NULL", 'ck_builds_timed'],
    ['finished_at = NULL', 'ck_builds_finished'],
    ['deadline_at = started_at', 'ck_builds_deadline'],
    ["\"when\" = 'never'", 'ck_builds_when'],
    ['attempt = 0', 'ck_builds_attempt'],
  ])('refuses %s', async (change, constraint) => {
    expect(await updateBuild(change)).toContain(constraint);
  });
});

describe('a commit status', () => {
  it.each([
    ["status = 'running_externally'", 'ck_generic_commit_statuses_status'],
    ["status = 'manual'", 'ck_generic_commit_statuses_status'],
    ["status = 'success'", 'ck_generic_commit_statuses_finished'],
    ['attempt = 0', 'ck_generic_commit_statuses_attempt'],
  ])('refuses %s', async (change, constraint) => {
    expect(await refusal(`UPDATE generic_commit_statuses SET ${change} WHERE id = $1`, reported)).toBe(constraint);
  });
});

describe('stages and pipelines', () => {
  it.each([
    ['pipelines', "status = 'unheard_of'", 'ck_pipelines_status'],
    ['pipelines', "status = 'running_externally'", 'ck_pipelines_status'],
    ['stages', "status = 'running_externally'", 'ck_stages_status'],
    ['pipelines', "status = 'success', finished_at = NULL", 'ck_pipelines_finished'],
    ['pipelines', "auto_cancel_on_job_failure = 'some'", 'ck_pipelines_on_job_failure'],
    ['stages', "status = 'unheard_of'", 'ck_stages_status'],
    ['stages', 'position = 1', 'uq_stages_position'],
    ['projects', 'build_timeout_s = 0', 'ck_projects_build_timeout'],
    ['projects', 'build_timeout_s = 2678401', 'ck_projects_build_timeout'],
    ['projects', "path = 'the/same'", 'uq_projects_path'],
  ])('%s refuse %s', async (table, change, constraint) => {
    expect(await refusal(`UPDATE ${table} SET ${change}`)).toBe(constraint);
  });
});

describe('a name', () => {
  const copyOf = (table: string, change: string) => `
    INSERT INTO ${table}
    SELECT (jsonb_populate_record(source, jsonb_build_object('id', nextval('job_id_seq')) || '${change}')).*
    FROM ${table} source WHERE id = $1`;

  it('has one latest attempt in its table', async () => {
    expect(await refusal(copyOf('external_jobs', '{"attempt": 2}'), waiting)).toBe('uq_external_jobs_latest');
    expect(await refusal(copyOf('builds', '{"attempt": 2}'), build)).toBe('uq_builds_latest');
  });

  it('has each attempt once', async () => {
    expect(await refusal(copyOf('external_jobs', '{"retried": true}'), waiting)).toBe('uq_external_jobs_attempt');
  });

  it('has one latest commit status, and none beside another job', async () => {
    expect(await refusal(copyOf('generic_commit_statuses', '{"attempt": 2}'), reported)).toBe('uq_generic_commit_statuses_latest');
    for (const name of ['compile', 'rollout']) {
      expect(await refusal(copyOf('generic_commit_statuses', `{"name": "${name}"}`), reported)).toBe('uq_processables_latest');
    }
  });

  it('has one latest attempt across both tables', async () => {
    expect(await refusal(copyOf('external_jobs', '{"name": "compile"}'), waiting)).toBe('uq_processables_latest');
    expect(await refusal(copyOf('builds', '{"name": "rollout"}'), build)).toBe('uq_processables_latest');
  });
});

describe('what refers to a job', () => {
  const history = (columns: string, values: string) =>
    refusal(
      `INSERT INTO job_history (pipeline_id, seq, event, from_status, to_status, cause, at, ending, ${columns})
       SELECT id, 900, 'run', 'pending', 'running', 'user', holdpoint_now(), false, ${values} FROM pipelines WHERE id = $1`,
      pipelineId,
    );

  it('names exactly one', async () => {
    const needs = (values: string) =>
      refusal(`INSERT INTO needs (build_id, external_job_id, position, name, optional) VALUES (${values}, 0, 'x', false)`);
    expect(await needs('NULL, NULL')).toBe('ck_needs_one_job');
    expect(await needs(`${build}, ${waiting}`)).toBe('ck_needs_one_job');
    expect(await history('actor', 'NULL')).toBe('ck_job_history_one_job');
    expect(await history('build_id, external_job_id', `${build}, ${waiting}`)).toBe('ck_job_history_one_job');
    expect(await history('build_id, generic_commit_status_id', `${build}, ${reported}`)).toBe('ck_job_history_one_job');
  });

  it('keeps one ending of an attempt', async () => {
    const second = (column: string, id: number, seq: number) =>
      refusal(
        `INSERT INTO job_history (pipeline_id, seq, event, from_status, to_status, cause, at, ending, ${column})
         SELECT $1, seq, 'drop', 'running', 'failed', 'user', holdpoint_now(), true, $2
         FROM unnest(ARRAY[${seq}, ${seq + 1}]) seq`,
        pipelineId,
        id,
      );
    expect(await second('build_id', build, 901)).toBe('uq_job_history_build_ending');
    expect(await second('external_job_id', waiting, 903)).toBe('uq_job_history_external_job_ending');
    expect(await second('generic_commit_status_id', reported, 905)).toBe('uq_job_history_generic_commit_status_ending');
  });

  it('numbers history once and knows every cause and status', async () => {
    const line = (seq: number, to: string, cause: string, ending = false, column = 'build_id') =>
      refusal(
        `INSERT INTO job_history (pipeline_id, seq, ${column}, event, from_status, to_status, cause, at, ending)
         VALUES ($1, $2, $3, 'drop', 'running', $4, $5, holdpoint_now(), $6)`,
        pipelineId,
        seq,
        column === 'build_id' ? build : waiting,
        to,
        cause,
        ending,
      );
    expect(await line(1, 'running', 'user')).toBe('pk_job_history');
    expect(await line(905, 'lost', 'user')).toBe('ck_job_history_to_status');
    expect(await line(905, 'running', 'magic')).toBe('ck_job_history_cause');
    expect(await line(905, 'failed', 'user', false, 'external_job_id')).toBe('ck_job_history_ending');
    expect(await line(905, 'running', 'user', true)).toBe('ck_job_history_ending');
  });

  it('keeps one match of a callback and a job, or of a callback and a pipeline without the job', async () => {
    const id = '019abcde-0000-7000-8000-00000000c0de';
    await subject.pool.query(
      `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
       VALUES ($1, $2, 'test', 'x', '{}', holdpoint_now()) ON CONFLICT DO NOTHING`,
      [id, subject.projectIds[0]],
    );
    const twice = (keys: string, verdict = 'accepted') =>
      refusal(
        `INSERT INTO callback_matches (callback_id, pipeline_id, build_id, external_job_id, verdict, reason, at)
         SELECT $1, $2, ${keys}, '${verdict}', 'ended_the_job', holdpoint_now() FROM generate_series(1, 2)`,
        id,
        pipelineId,
      );
    expect(await twice(`${build}, NULL`)).toBe('uq_callback_matches_build');
    expect(await twice(`NULL, ${waiting}`)).toBe('uq_callback_matches_external_job');
    expect(await twice('NULL::bigint, NULL::bigint')).toBe('uq_callback_matches_no_job');
    expect(await twice(`${build}, ${waiting}`)).toBe('ck_callback_matches_one_job');
    expect(await twice(`${build}, NULL`, 'perhaps')).toBe('ck_callback_matches_verdict');
  });
});

describe('access', () => {
  it.each([
    ['users', "state = 'asleep'", 'ck_users_state'],
    ['users', "admin = false, user_type = 'robot'", 'ck_users_type'],
    ['users', "user_type = 'project_bot'", 'ck_users_bot_is_no_admin'],
    ['project_members', 'access_level = 25', 'ck_project_members_access_level'],
    ['access_tokens', "scopes = '{}'", 'ck_access_tokens_scopes'],
    ['access_tokens', "scopes = '{api,sudo}'", 'ck_access_tokens_scopes'],
  ])('%s refuse %s', async (table, change, constraint) => {
    await subject.pool.query(
      `INSERT INTO access_tokens (name, user_id, token_digest, scopes, created_at)
       VALUES ('t', 1, repeat('0', 64), '{api}', holdpoint_now()) ON CONFLICT DO NOTHING`,
    );
    await subject.pool.query(
      `INSERT INTO project_members (project_id, user_id, access_level, created_at)
       VALUES (${subject.projectIds[0]}, 1, 50, holdpoint_now()) ON CONFLICT DO NOTHING`,
    );
    expect(await refusal(`UPDATE ${table} SET ${change}`)).toBe(constraint);
  });
});

describe('the clock', () => {
  it('has one row, and an instant only in a simulated database', async () => {
    expect(await refusal('INSERT INTO simulation_clock DEFAULT VALUES')).toBe('pk_simulation_clock');
    expect(await refusal('INSERT INTO simulation_clock (only_row) VALUES (false)')).toBe('ck_simulation_clock_only_row');
    expect(await refusal('UPDATE simulation_clock SET instant = holdpoint_now()')).toBe('ck_simulation_clock_simulated');
  });
});

describe('what is deleted', () => {
  const TABLES = ['pipelines', 'stages', 'builds', 'external_jobs', 'generic_commit_statuses', 'needs', 'job_history', 'callbacks', 'callback_matches'];
  const CALLBACK = '01a222e4-4fca-7529-9903-25936f7fafac';
  let other: PgSubject;
  let pipelineIds: readonly number[];

  const count = async (table: string): Promise<number> => (await other.pool.query<{ count: number }>(`SELECT count(*) FROM ${table}`)).rows[0]?.count ?? 0;
  const pipelinesIn = async (table: string): Promise<readonly number[]> =>
    (await other.pool.query<{ id: number }>(`SELECT DISTINCT pipeline_id AS id FROM ${table} ORDER BY id`)).rows.map(({ id }) => id);

  beforeEach(async () => {
    other = await createPgSubject();
    const driver = new StoreDriver(other);
    pipelineIds = [await driver.create(), await driver.create()];
    for (const id of pipelineIds) {
      await driver.run(id, [{ type: 'process' }, { type: 'fire_event', event: 'drop', jobNames: ['lint'], actor: 'x' }, commitStatus('flux', 'failed')]);
    }
    await other.pool.query(
      `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at) SELECT $1, min(id), 'x', 'x', '{}', holdpoint_now() FROM projects`,
      [CALLBACK],
    );
    await other.pool.query(
      `INSERT INTO callback_matches (callback_id, pipeline_id, verdict, reason, at) SELECT $1, id, 'ignored', 'x', holdpoint_now() FROM pipelines`,
      [CALLBACK],
    );
  });

  afterEach(() => other.dispose());

  it('takes along everything that is in a project', async () => {
    for (const table of TABLES) expect([table, await count(table)]).not.toEqual([table, 0]);
    await other.pool.query('DELETE FROM projects');
    for (const table of TABLES) expect([table, await count(table)]).toEqual([table, 0]);
  });

  it('takes along the history of a pipeline, and leaves that of others and what callbacks did', async () => {
    const [gone, stays] = pipelineIds;
    await other.pool.query('DELETE FROM pipelines WHERE id = $1', [gone]);
    expect(await pipelinesIn('job_history')).toEqual([stays]);
    expect(await pipelinesIn('callback_matches')).toEqual([gone, stays]);
  });

  it('takes along the matches of a callback', async () => {
    await other.pool.query('DELETE FROM callbacks');
    expect(await count('callback_matches')).toBe(0);
    expect(await pipelinesIn('job_history')).toEqual(pipelineIds);
  });
});
