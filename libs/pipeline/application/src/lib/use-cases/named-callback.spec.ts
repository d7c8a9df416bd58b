/** Events that name their jobs: the callback that they amount to, what a job is told of it, and what becomes of the rest. */
import { NO_PROGRESS, NO_REVISION, type ExternalEvent, type JobSubject, type ResolvedRevision } from '@holdpoint/pipeline-domain';
import { commandOf, requestOf, type InboundCallback } from './inbound-callback';
import type { InboundEvent } from './inbound-event';
import { namedCallback } from './named-callback';

const SHA = 'a'.repeat(40);
const subject: JobSubject = { type: 'job', jobId: null, jobName: 'wait', pipelineId: null, ref: 'main', matchKey: 'shop' };
const inbound = (event: Partial<ExternalEvent> = {}): InboundEvent => ({
  projectId: 1,
  receiver: { name: 'prod', provider: 'json' },
  event: { subject, outcome: 'success', progress: NO_PROGRESS, revision: NO_REVISION, occurredAt: 5, ...event },
  request: { state: 'success' },
  replayOf: null,
  dryRun: false,
});
const shas: ResolvedRevision = { type: 'shas', shas: [SHA], source: 'registered' };
const unknown: ResolvedRevision = { type: 'unknown_digest', digest: 'sha256:1' };

function callbackOf(event: Partial<ExternalEvent>, revision: ResolvedRevision): InboundCallback {
  const named = namedCallback(inbound(event), revision);
  if (named.type !== 'callback') throw new Error(named.type);
  return named.callback;
}

it.each([
  ['what nobody waits for', { outcome: 'ignored' }, shas, 'ignored', 'no_outcome', null],
  ['what nobody waits for, whoever disagrees', { outcome: 'ignored' }, { type: 'conflict' }, 'ignored', 'no_outcome', null],
  ['what nobody waits for, of a digest', { outcome: 'ignored' }, unknown, 'ignored', 'no_outcome', null],
  ['a revision in conflict', {}, { type: 'conflict' }, 'conflict', 'revision_sources_disagree', null],
  ['an outcome of an unknown digest', { outcome: 'failed' }, unknown, 'parked', 'digest_unknown', { type: 'digest', digest: 'sha256:1' }],
] as const)('is no callback: %s', (_what, event, revision, verdict, reason, parking) => {
  const matches = [{ pipelineId: null, jobId: null, jobName: 'wait', verdict, reason }];
  expect(namedCallback(inbound(event), revision)).toEqual({ type: 'settled', matches, parking });
});

it('is a callback with all of its keys, one of which is what its digest stands for', () => {
  expect(callbackOf({}, shas)).toMatchObject({
    target: { projectId: 1, pipelineId: null, jobName: 'wait', ref: 'main', shas: [SHA], matchKey: 'shop' },
    jobId: null,
    report: { outcome: 'success', progress: NO_PROGRESS },
    actor: 'receiver:prod',
    provider: 'json',
    isRevisionUnknown: false,
    idempotency: null,
  });
  expect(callbackOf({}, { type: 'none' }).target.shas).toBeNull();
});

it('tells the job what it knows of the event: a sign of life of an unknown digest is of no revision', () => {
  const event = { receiver: null, source: null, occurredAt: 5, isConsumed: false };
  expect(commandOf(callbackOf({ id: 'e-1' }, shas), 'c').event).toEqual({ ...event, relation: 'same', eventId: 'e-1' });
  expect(commandOf(callbackOf({ outcome: 'running' }, unknown), 'c').event).toStrictEqual({ ...event, relation: 'none' });
});

describe('is no news', () => {
  const found = { pipelineId: 9, jobId: 7, jobName: 'wait', isOver: false, isWithoutOutcome: false };
  const isConsumed = (given: Partial<InboundCallback>): boolean | undefined => {
    const { command } = requestOf({ ...callbackOf({}, shas), ...given }, 'c', found);
    return command.type === 'callback' ? command.event?.isConsumed : undefined;
  };
  const consumer = { pipelineId: 9, jobId: 5, jobName: 'wait' };

  it.each([
    ['for nobody', {}, false],
    ['for the job of that name in that pipeline', { consumedBy: [consumer] }, true],
    ['not for the same name elsewhere', { consumedBy: [{ ...consumer, pipelineId: 8 }] }, false],
    ['not for another name', { consumedBy: [{ ...consumer, jobName: 'other' }] }, false],
    ['for the very attempt that it names', { consumedBy: [{ ...consumer, jobId: 7 }], jobId: 7 }, true],
    ['not for another attempt than the one that it names', { consumedBy: [consumer], jobId: 7 }, false],
  ])('%s', (_whom, given, expected) => {
    expect(isConsumed(given)).toBe(expected);
  });

  it('and a callback is no event at all', () => {
    expect(isConsumed({ event: null, consumedBy: [consumer] })).toBeUndefined();
  });
});
