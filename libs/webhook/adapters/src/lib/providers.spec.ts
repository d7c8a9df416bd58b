/** What any stranger may send to any provider: it is read or refused, never thrown at, never repeated, never a success by chance. */
import type { Result } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import fc from 'fast-check';
import type { MalformedDelivery } from './event-adapter';
import { adapterOf, PROVIDERS, type Provider } from './providers';

type Reading = Result<readonly ExternalEvent[], MalformedDelivery>;

const CONTENT_TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json', undefined];
const HEADERS = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/x', 'ce-type': 'x' };

const FIELDS = [
  'involvedObject', 'severity', 'timestamp', 'message', 'reason', 'metadata', 'state', 'status', 'job_id', 'match_key', 'object', 'sha', 'ref', 'digest',
  'percent', 'target_url', 'occurred_at', 'kind', 'namespace', 'name', 'specversion', 'id', 'source', 'type', 'time', 'data', 'data_base64', 'datacontenttype',
  '__proto__', 'constructor', 'toString', 'validate',
];
/** JSON that has the right names and mostly the wrong values. */
const { value: sloppy } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>('info', 'error', 'success', '1.0', 7, -1, 1e300, null, true, '', '2026-01-01T00:00:00Z', 'Kustomization', 'ReconciliationSucceeded'),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 12 }),
  ),
}));

const provider = fc.constantFrom(...PROVIDERS);
const contentType = fc.constantFrom(...CONTENT_TYPES);

function readWith(name: Provider, type: string | undefined, body: Buffer): Reading {
  return adapterOf(name)({ body, headers: { ...HEADERS, 'content-type': type } });
}

function outcomesOf(reading: Reading): readonly string[] {
  return reading.ok ? reading.value.map(({ outcome }) => outcome) : [];
}

it('never throws and finds no success in arbitrary bytes', () => {
  fc.assert(
    fc.property(provider, contentType, fc.uint8Array({ maxLength: 500 }), (name, type, bytes) => {
      expect(outcomesOf(readWith(name, type, Buffer.from(bytes)))).not.toContain('success');
    }),
  );
});

it('never throws for JSON with the right names and the wrong values', () => {
  fc.assert(
    fc.property(provider, contentType, sloppy, (name, type, value) => {
      const text = JSON.stringify(value);
      const reading = readWith(name, type, Buffer.from(text));
      if (outcomesOf(reading).includes('success')) expect(text.toLowerCase()).toContain('succe');
    }),
    { numRuns: 2_000 },
  );
});

it('never repeats what was sent', () => {
  const secret = 'glpat-0123456789';
  const planted = sloppy.map((value) => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? secret : inner)));
  fc.assert(
    fc.property(provider, contentType, planted, (name, type, text) => {
      const reading = readWith(name, type, Buffer.from(text));
      if (!reading.ok) expect(reading.error.problem).not.toContain(secret);
    }),
    { numRuns: 1_000 },
  );
});

it('leaves no trace on the prototypes of this process', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});
