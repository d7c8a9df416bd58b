/** Proves which keys a report must give beside others, whoever sends it. */
import type { JobSubject } from './external-event';
import { missingKeys, type MissingKeys } from './missing-keys';

const NONE: Omit<JobSubject, 'type'> = { jobId: null, jobName: null, pipelineId: null, ref: null, matchKey: null };
const ALL_THERE: MissingKeys = { ref: false, sha: false, job: false, pipeline: false };

it.each<[Partial<JobSubject>, readonly ('sha' | 'digest')[], Partial<MissingKeys>]>([
  [{}, [], { job: true, pipeline: true }],
  [{}, ['sha'], { ref: true, job: true }],
  [{}, ['digest'], { job: true, pipeline: true }],
  [{ ref: 'main' }, [], { sha: true, job: true }],
  [{ pipelineId: 1 }, [], { job: true }],
  [{ jobName: 'wait' }, [], { pipeline: true }],
  [{ jobName: 'wait' }, ['digest'], { pipeline: true }],
  [{ jobName: 'wait' }, ['sha'], { ref: true }],
  [{ jobName: 'wait', ref: 'main' }, [], { sha: true }],
  [{ jobName: 'wait', ref: 'main' }, ['sha'], {}],
  [{ jobName: 'wait', ref: 'main' }, ['digest'], {}],
  [{ jobName: 'wait', pipelineId: 1 }, [], {}],
  [{ jobId: 7 }, [], {}],
  [{ jobId: 7 }, ['sha'], { ref: true }],
  [{ matchKey: 'shop' }, [], {}],
  [{ matchKey: 'shop' }, ['digest'], {}],
])('%j with %j', (keys, revision, missing) => {
  expect(missingKeys({ ...NONE, ...keys }, revision)).toEqual({ ...ALL_THERE, ...missing });
});
