/** What a job waits for. */
import { planOf, TestPipeline } from './facts.fixture';

it('a commit status by the name of an optional need that is not there is nothing to wait for', () => {
  const jobs = [{ name: 'build', stage: 'a' }, { name: 'deploy', stage: 'b', needs: [{ name: 'build', optional: false }, { name: 'lint', optional: true }] }];
  const pipeline = new TestPipeline(planOf(jobs));
  pipeline.run({ type: 'commit_status', name: 'lint', state: 'running', description: null, targetUrl: null, coverage: null, actor: 'bot' });
  pipeline.fire('success', 'build');
  expect(pipeline.view).toMatchObject({ lint: 'running', deploy: 'pending' });
});
