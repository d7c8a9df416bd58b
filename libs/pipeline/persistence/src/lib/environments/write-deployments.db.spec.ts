/** Environments in PostgreSQL: the contract, that numbers have no gaps whoever deploys at the same time, and what it costs. */
import type { StoredDeployment, StoredEnvironment } from '@holdpoint/pipeline-application';
import { environmentChangeContract, environmentContract, environmentPlan, externalPlan, pipelinePlan, StoreDriver, type EnvironmentsUnderTest } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';

const DEPLOYMENTS = `SELECT iid, environment_id AS "environmentId", job_id AS "jobId", ref, sha, status, created_at AS "createdAt",
  updated_at AS "updatedAt", finished_at AS "finishedAt" FROM deployments WHERE pipeline_id = $1 ORDER BY id`;

const ENVIRONMENT = 'SELECT id, slug, tier, external_url AS "externalUrl", state FROM environments WHERE project_id = $1 AND name = $2';

environmentContract('PgPipelineStore', createEnvironments);
environmentChangeContract('PgPipelineStore', createEnvironments);

async function createEnvironments(): Promise<EnvironmentsUnderTest> {
  const subject = await createPgSubject();
  const { pool } = subject;
  return {
    subject,
    deployments: async (pipelineId) => (await pool.query<StoredDeployment>(DEPLOYMENTS, [pipelineId])).rows,
    environment: async (projectId, name) => (await pool.query<StoredEnvironment>(ENVIRONMENT, [projectId, name])).rows[0],
  };
}

describe('many at once', () => {
  let subject: PgSubject;
  let driver: StoreDriver;
  beforeAll(async () => {
    subject = await createPgSubject();
    driver = new StoreDriver(subject);
  });
  afterAll(() => subject.dispose());

  const both = pipelinePlan(['b', 'a'].map((name) => externalPlan(name, { environment: environmentPlan(name) })));

  /** Pipelines are made while others of the same environments deploy and end. */
  it('neither leave gaps between numbers nor hold one another up', async () => {
    const course = async (projectId: number): Promise<void> => {
      const id = await driver.create(both, { projectId });
      await driver.run(id, [{ type: 'process' }]);
      await driver.fire(id, 'success', 'a', 'b');
    };
    await Promise.all(Array.from({ length: 24 }, (_unused, index) => course(subject.projectIds[index % 2] ?? 0)));
    const { rows } = await subject.pool.query('SELECT project_id, count(*) AS made, min(iid) AS first, max(iid) AS last FROM deployments GROUP BY project_id ORDER BY project_id');
    expect(rows).toEqual(subject.projectIds.map((project_id) => ({ project_id, made: 24, first: 1, last: 24 })));
    expect((await subject.pool.query("SELECT status, count(*) FROM deployments GROUP BY status")).rows).toEqual([{ status: 'success', count: 48 }]);
  });

  it('go with their pipeline; the environment stays', async () => {
    const id = await driver.create(both);
    await driver.run(id, [{ type: 'process' }]);
    await subject.pool.query('DELETE FROM pipelines WHERE id = $1', [id]);
    expect((await subject.pool.query('SELECT FROM deployments WHERE pipeline_id = $1', [id])).rows).toEqual([]);
    expect((await subject.pool.query('SELECT FROM environments WHERE project_id = $1', [subject.projectIds[0]])).rows).toHaveLength(2);
  });
});
