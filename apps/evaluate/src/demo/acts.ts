import type { CallbackResponse, ClockResponse, JobResponse } from '@holdpoint/pipeline-contract';
import type { Act } from './act';
import { WAIT_FOR_SYNC, WAIT_IN_VAIN } from './demo-configs';
import { setStage, type StageSet } from './stage-set';

type Print = (line: string) => void;

/** The pipeline waits, another system reports success, the pipeline goes on and succeeds. */
export const reportEndsTheWait: Act = {
  title: 'a pipeline waits for another system, which reports success',
  async play(api, run, print) {
    const stage = await setStage(api, `sync-${run}`, WAIT_FOR_SYNC, print);
    await stage.timeline.until('wait-for-sync waits', (_, jobs) => statusOf(jobs, 'wait-for-sync') === 'running_externally');
    await stage.timeline.printState();
    await report(stage, 'success', 'accepted', print);
    await stage.timeline.until('the pipeline succeeds', ({ status }) => status === 'success');
    await stage.timeline.printState();
  },
};

/** Nobody reports, the deadline fails the wait, a retry and a report make it good. */
export const deadlineFailsTheWait: Act = {
  title: 'nobody reports; the deadline fails the wait, and a retry succeeds',
  async play(api, run, print) {
    const stage = await setStage(api, `in-vain-${run}`, WAIT_IN_VAIN, print);
    await stage.timeline.until('wait-for-sync waits', (_, jobs) => statusOf(jobs, 'wait-for-sync') === 'running_externally');
    await letAnHourPass(stage, print);
    await stage.timeline.until('the alarm is over', (_, jobs) => statusOf(jobs, 'call-for-help') === 'success');
    await expectTimeout(stage);
    await stage.timeline.printState();
    await retry(stage, print);
    await stage.timeline.until('the retry waits', (_, jobs) => statusOf(jobs, 'wait-for-sync') === 'running_externally');
    await report(stage, 'success', 'accepted', print);
    await stage.timeline.until('the pipeline succeeds', ({ status }) => status === 'success');
    await stage.timeline.printState();
  },
};

const statusOf = (jobs: readonly JobResponse[], name: string): string | undefined =>
  jobs.find((job) => job.name === name)?.status;

async function report(
  { api, pipeline, projectId }: StageSet,
  outcome: 'success' | 'failed',
  expected: string,
  print: Print,
): Promise<void> {
  const body = { job_name: 'wait-for-sync', job_status: outcome, pipeline_id: pipeline.id };
  const answer = await api.post<CallbackResponse>(`/projects/${projectId}/pipeline_callback`, body);
  print(`  callback ${JSON.stringify(body)} was answered with ${answer.verdict}`);
  if (answer.verdict !== expected) throw new Error(`the verdict should be ${expected}, not ${answer.verdict}`);
}

/** A demo should not take an hour: the simulation's clock is stepped, and answers when all that fell due has happened. */
async function letAnHourPass({ api }: StageSet, print: Print): Promise<void> {
  const { now } = await api.post<ClockResponse>('/simulation/clock/step', { ms: 3_600_000 });
  print(`  the clock was stepped by an hour, to ${now}, and nobody has reported`);
}

async function expectTimeout({ timeline }: StageSet): Promise<void> {
  const [waited, skipped] = [await timeline.job('wait-for-sync'), await timeline.job('deploy-check')];
  if (waited.failure_reason !== 'job_execution_timeout') throw new Error(`wait-for-sync failed for ${waited.failure_reason}`);
  if (skipped.status !== 'skipped') throw new Error(`deploy-check should be skipped, not ${skipped.status}`);
}

async function retry({ api, projectId, timeline }: StageSet, print: Print): Promise<void> {
  const { id } = await timeline.job('wait-for-sync');
  const attempt = await api.post<JobResponse>(`/projects/${projectId}/jobs/${id}/retry`);
  print(`  retry of job ${id}: job ${attempt.id} is attempt ${attempt.attempt}`);
}
