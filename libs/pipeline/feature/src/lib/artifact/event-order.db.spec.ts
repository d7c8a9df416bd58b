/** An event about an object ends its job in whatever order it, its artifact's registration and the start of its job come. */
import type { RevisionClaims } from '@holdpoint/pipeline-domain';
import { eventually } from '@holdpoint/pipeline-testing';
import { jobsOf, makePipeline, makeProject } from '../test-project.fixture';
import { DIGEST, OTHER, said, WATCHING_CONFIG, WatchingProjects } from './watching-projects.fixture';

let projects: WatchingProjects;
beforeAll(async () => (projects = await WatchingProjects.start()));
afterAll(() => projects.stop());

const claimOf = (sha: string): Pick<RevisionClaims, 'claimed'> => ({ claimed: [{ field: 'originRevision', sha }] });

describe('every order of registration, event and start', () => {
  const REVISIONS: readonly (readonly [string, (sha: string) => Partial<RevisionClaims>])[] = [
    ['git', (sha) => ({ sha })],
    ['OCI with origin', (sha) => ({ digest: DIGEST, claimed: [{ field: 'originRevision', sha }] })],
    ['OCI without origin', () => ({ digest: DIGEST })],
    ['a Helm chart from OCI', () => ({ digest: DIGEST, unusable: null })],
  ];
  const STEPS = ['register', 'event', 'start'] as const;
  const orders = STEPS.flatMap((a) => STEPS.flatMap((b) => STEPS.flatMap((c) => (new Set([a, b, c]).size === 3 ? [[a, b, c] as const] : []))));

  it.each(REVISIONS.flatMap(([name, claims]) => orders.map((order) => [name, order.join(', '), claims, order] as const)))(
    'ends the same for %s: %s',
    async (_name, _order, claims, order) => {
      for (const outcome of ['success', 'failed'] as const) {
        const { id, sha, pipelineId } = await projects.make();
        const steps = { register: () => projects.register(id, sha), event: () => projects.tell(id, outcome, claims(sha)), start: () => projects.push(pipelineId) };
        for (const step of order) await steps[step]();
        await eventually(async () => (await projects.status(id, pipelineId)) === outcome);
      }
    },
  );

  const KNOWN_FIRST = orders.filter((order) => order.indexOf('register') < order.indexOf('start') || order[2] === 'event');

  it.each(KNOWN_FIRST.flatMap((order) => [['names a commit', order.join(', '), (sha: string) => ({ sha }), order] as const, ['claims one', order.join(', '), claimOf, order] as const]))(
    'leaves the job waiting where the digest is known as another commit than the event %s: %s',
    async (_says, _order, claims, order) => {
      const { id, sha, pipelineId } = await projects.make();
      const revision = { ...claims(sha), digest: DIGEST };
      const steps = { register: () => projects.register(id, OTHER), event: () => projects.tell(id, 'success', revision), start: () => projects.push(pipelineId) };
      for (const step of order) await steps[step]();
      expect((await jobsOf(projects.api, id, pipelineId))['wait']).toMatchObject({ status: 'running_externally', conflict: { reason: 'revision_sources_disagree' } });
    },
  );

  it('ends the same when the event comes before the pipeline', async () => {
    const id = await makeProject(projects.api, WATCHING_CONFIG);
    const { body: [commit] } = await projects.api.get<{ id: string }[]>(`/projects/${id}/repository/commits`);
    expect(said(await projects.tell(id, 'success', { sha: commit?.id ?? '' }))).toEqual(['null unmatched nobody_watches']);
    const { id: pipelineId } = await makePipeline(projects.api, id);
    await projects.push(pipelineId);
    expect(await projects.status(id, pipelineId)).toBe('success');
  });

  it('survives that everything happens at once', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id, sha, pipelineId } = await projects.make();
      await Promise.all([projects.register(id, sha), projects.tell(id, 'success', { digest: DIGEST }), projects.push(pipelineId), projects.tell(id, 'success', { digest: DIGEST })]);
      await eventually(async () => (await projects.status(id, pipelineId)) === 'success');
    }
  });
});
