/** Which of the callbacks that are parked under the keys of a job it takes when it starts, and what it is told of them. */
import {
  callbackKeys, HOLDPOINT_CI_MODEL, newPipelineFacts, NO_PROGRESS, NO_REVISION, PipelinePass, UNKNOWN_DIGEST,
  type CallbackCommand, type CallbackTarget, type EventFacts, type ExternalOptions, type JobPlan, type PipelineFacts,
} from '@holdpoint/pipeline-domain';
import type { PipelineTransaction, StoredParkedCallback } from '../ports/pipeline-store';
import { runPasses } from './run-passes';

const [SHA, OTHER] = ['a'.repeat(40), 'b'.repeat(40)];
const event: EventFacts = { relation: 'same', source: 'claimed', receiver: 'prod', occurredAt: 1, isConsumed: false };
const nothing: CallbackTarget = { projectId: 1, pipelineId: null, jobName: null, ref: null, sha: null, matchKey: null };

const jobOf = (name: string, external: ExternalOptions): JobPlan => ({
  kind: 'external', name, stage: 'sync', when: 'on_success', allowFailure: false, needs: null, startInMs: null, timeoutMs: null, interruptible: false, resourceGroup: null, environment: null, retry: null,
  options: { external },
});

function factsOf(external: ExternalOptions): PipelineFacts {
  let lastId = 1;
  const jobs = [jobOf('wait', external), jobOf('other', {})];
  const plan = { name: null, stages: [{ name: 'sync', position: 0 }], jobs, autoCancel: { onJobFailure: 'none', onNewCommit: 'none' } } as const;
  const context = { id: 1, projectId: 1, ref: 'main', sha: SHA, now: 1_000, defaultTimeoutMs: 60_000, nextId: () => (lastId += 1) };
  return newPipelineFacts(HOLDPOINT_CI_MODEL, plan, context);
}

const parked = (id: number, target: Partial<CallbackTarget>, given: Partial<CallbackCommand> = {}, more: Partial<StoredParkedCallback> = {}): StoredParkedCallback => {
  const { jobName, matchKey } = { ...nothing, ...target };
  const command: CallbackCommand = { type: 'callback', callbackId: `c${id}`, jobId: null, jobName, matchKey, report: { outcome: 'success', progress: NO_PROGRESS }, actor: 'flux', ...given };
  return { id, keys: callbackKeys({ ...nothing, ...target }), command, ...more };
};

/** Starts two jobs, `wait` and `other`, while these are parked; tells what was applied, and what that came to. */
async function started(external: ExternalOptions, ...callbacks: readonly StoredParkedCallback[]): Promise<[readonly number[], string[]]> {
  const pass = new PipelinePass(HOLDPOINT_CI_MODEL, factsOf(external), [{ type: 'process' }]);
  const findParked: PipelineTransaction['findParked'] = (keys) => Promise.resolve(callbacks.filter((callback) => callback.keys.some((key) => keys.includes(key))));
  const applied = await runPasses({ findParked } as PipelineTransaction, [pass]);
  return [applied, pass.changes().matches.map(({ callbackId, jobName, verdict, reason }) => `${callbackId} ${jobName} ${verdict}: ${reason}`)];
}

const key = { matchKey: 'shop' };

it.each([
  ['its name in its pipeline', true, parked(1, { pipelineId: 1, jobName: 'wait' })],
  ['its ref, commit and name', true, parked(1, { ref: 'main', sha: SHA, jobName: 'wait' })],
  ['its match key', true, parked(1, key)],
  ['its match key and another commit', false, parked(1, { ...key, ref: 'main', sha: OTHER })],
  ['its match key and another name', false, parked(1, { ...key, jobName: 'verify' })],
  ['its match key and a name in another pipeline', false, parked(1, { ...key, pipelineId: 2, jobName: 'wait' })],
  ['its match key, from the receiver that it hears', true, parked(1, key, { event })],
  ['its match key, from a receiver that it does not hear', false, parked(1, key, { event: { ...event, receiver: 'dev' } })],
] as const)('one that named %s is applied: %s', async (_what, isApplied, callback) => {
  const [applied] = await started({ ...key, receiver: 'prod' }, callback);
  expect(applied).toEqual(isApplied ? [1] : []);
});

it('one that named a match key alone goes to the job that has it, once', async () => {
  const [applied, matches] = await started(key, parked(1, key), parked(1, key), parked(2, key));
  expect(applied).toEqual([1, 2]);
  expect(matches).toEqual(['c1 wait accepted: ended_the_job', 'c2 wait duplicate: same_outcome']);
});

it('an event is in conflict where its digest has turned out to stand for another commit since it came', async () => {
  const claims = { ...NO_REVISION, digest: 'sha256:1', claimed: [{ field: 'commit', sha: SHA }] } as const;
  const told = async (registered: readonly string[]): Promise<string[]> =>
    (await started(key, parked(1, key, { event }, { revision: { claims, known: { ...UNKNOWN_DIGEST, registered } } })))[1];
  expect(await told([OTHER])).toEqual(['c1 wait conflict: revision_sources_disagree']);
  expect(await told([SHA])).toEqual(['c1 wait accepted: ended_by_claimed_revision']);
});
