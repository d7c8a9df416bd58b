/** What makes two deliveries one event: a job must not be ended twice by it, nor kept from hearing of another. */
import { NO_PROGRESS, NO_REVISION, type ExternalEvent } from '@holdpoint/pipeline-domain';
import { occurrenceOf } from './event-occurrence';

const [SHA, DIGEST] = ['a'.repeat(40), `sha256:${'d'.repeat(64)}`];
const object = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const event = (given: Partial<ExternalEvent> = {}): ExternalEvent => ({
  subject: { type: 'object', object },
  outcome: 'success',
  progress: NO_PROGRESS,
  revision: { ...NO_REVISION, sha: SHA },
  occurredAt: 5,
  ...given,
});
const job = { type: 'job', jobId: 7, jobName: null, pipelineId: null, ref: null, matchKey: null } as const;

it('is what happened, to which revision of what, and when; whatever else is told of it', () => {
  expect(occurrenceOf('prod', event({ progress: { ...NO_PROGRESS, percent: 5 } }))).toBe(occurrenceOf('prod', event()));
  expect(occurrenceOf('prod', event({ revision: { ...NO_REVISION, sha: SHA, unusable: 'x' } }))).toBe(occurrenceOf('prod', event()));
});

it('is another by any of these, and for another receiver', () => {
  const others = [
    event(),
    event({ outcome: 'failed' }),
    event({ outcome: 'canceled' }),
    event({ occurredAt: 6 }),
    event({ revision: { ...NO_REVISION, sha: 'b'.repeat(40) } }),
    event({ revision: { ...NO_REVISION, digest: DIGEST } }),
    event({ revision: NO_REVISION }),
    event({ subject: { type: 'object', object: { ...object, namespace: 'apps' } } }),
    event({ subject: job }),
    event({ subject: { ...job, jobId: 8 } }),
  ];
  const occurrences = [...others.map((other) => occurrenceOf('prod', other)), occurrenceOf('dev', event())];
  expect(new Set(occurrences).size).toBe(occurrences.length);
});

it('is what its sender calls it, where that numbers its events', () => {
  const id = occurrenceOf('prod', event({ id: 'e-1' }));
  expect(occurrenceOf('prod', event({ id: 'e-1', outcome: 'failed', occurredAt: null }))).toBe(id);
  expect(new Set([id, occurrenceOf('prod', event({ id: 'e-2' })), occurrenceOf('dev', event({ id: 'e-1' })), occurrenceOf('prod', event())]).size).toBe(4);
});

it.each([{ outcome: 'running' }, { outcome: 'ignored' }, { outcome: 'running', id: 'e-1' }, { occurredAt: null }] as const)('is none where nothing can be used up: %j', (given) => {
  expect(occurrenceOf('prod', event(given))).toBeNull();
});
