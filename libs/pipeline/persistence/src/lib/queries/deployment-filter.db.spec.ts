/** What a page of deployments costs does not depend on those of other projects. */
import { environmentPlan, externalPlan, pipelinePlan, StoreDriver } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { DEPLOYMENT_FILTER, deploymentFilterValues, deploymentOrder, type DeploymentFilter } from './deployment-filter';

let subject: PgSubject;
beforeAll(async () => {
  subject = await createPgSubject();
  const [first, second] = subject.projectIds;
  const driver = new StoreDriver(subject);
  for (const projectId of [second, first]) {
    const id = await driver.create(pipelinePlan([externalPlan('wait', { environment: environmentPlan('production') })]), { projectId });
    await driver.run(id, [{ type: 'process' }]);
    await subject.pool.query(
      `INSERT INTO deployments (iid, project_id, environment_id, job_id, pipeline_id, ref, sha, status, created_by, created_at, updated_at)
       SELECT iid + n, project_id, environment_id, pipeline_id * 1000000 + n, pipeline_id, ref, sha, 'running', created_by, created_at, updated_at
       FROM deployments, generate_series(1, 5000) n WHERE pipeline_id = $1`,
      [id],
    );
  }
  await subject.pool.query('ANALYZE deployments, environments');
});
afterAll(() => subject.dispose());

/** The plan of a page of the project whose deployments were made last, and how many rows were passed over for it. */
async function planOf(filter: DeploymentFilter): Promise<string> {
  const sql = `EXPLAIN (ANALYZE, COSTS off, TIMING off) SELECT id FROM deployments deployment WHERE ${DEPLOYMENT_FILTER} ORDER BY ${deploymentOrder(filter)} LIMIT 20`;
  const { rows } = await subject.pool.query<{ 'QUERY PLAN': string }>(sql, deploymentFilterValues(subject.projectIds[0], filter));
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

it.each<readonly [string, DeploymentFilter]>([
  ['all', {}],
  ['the newest', { sort: 'desc' }],
  ['those made last', { orderBy: 'created_at', sort: 'desc' }],
  ['those of an environment', { environment: 'production' }],
  ['those that run', { status: 'running' }],
])('reads %s by the numbers that the project has given them', async (_which, filter) => {
  const plan = await planOf(filter);
  expect(plan).toMatch(/uq_deployments_iid on deployments/);
  expect(plan).not.toMatch(/Rows Removed by Filter: \d{2}|Seq Scan on deployments/);
});
