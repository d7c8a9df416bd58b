/** CloudEvents 1.0 in the three modes of HTTP, as the library sends them and as others do. */
import { CloudEvent, HTTP } from 'cloudevents';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import type { Delivery } from '../event-adapter';
import { adapterOf } from '../providers';

const DATA = { state: 'failed', match_key: 'shop', description: 'no' };
const ATTRIBUTES = { specversion: '1.0', id: 'b1', source: '/deployer', type: 'com.example.deployed', time: '2026-03-04T05:06:07Z' };
const AT = Date.UTC(2026, 2, 4, 5, 6, 7);
const STRUCTURED = 'application/cloudevents+json';
const BATCHED = 'application/cloudevents-batch+json';

function deliver(contentType: string | undefined, body: unknown, headers: Delivery['headers'] = {}): readonly ExternalEvent[] | string {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const result = adapterOf('cloudevents')({ body: bytes, headers: { 'content-type': contentType, ...headers } });
  return result.ok ? result.value : result.error.problem;
}
const structured = (changes: object): readonly ExternalEvent[] | string => deliver(STRUCTURED, { ...ATTRIBUTES, data: DATA, ...changes });
const binary = (headers: Delivery['headers'], contentType = 'application/json'): readonly ExternalEvent[] | string =>
  deliver(contentType, DATA, { ...Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, value]) => [`ce-${name}`, value])), ...headers });
const read = { subject: { type: 'job', matchKey: 'shop' }, outcome: 'failed', progress: { description: 'no' }, occurredAt: AT };

describe('what the library sends', () => {
  const sent = new CloudEvent({ ...ATTRIBUTES, data: DATA, cluster: 'eu-1' });

  it.each([
    ['binary', HTTP.binary(sent)],
    ['structured', HTTP.structured(sent)],
  ])('is read in %s mode', (_mode, { headers, body }) => {
    const { 'content-type': contentType, ...others } = headers as Record<string, string>;
    expect(deliver(contentType, body as string, others)).toMatchObject([read]);
  });
});

describe('structured mode', () => {
  it.each([
    ['with a charset', 'application/cloudevents+json; charset=UTF-8'],
    ['without a space', 'application/cloudevents+json;charset=utf-8'],
    ['in upper case', 'Application/CloudEvents+JSON'],
  ])('is known %s', (_name, contentType) => {
    expect(deliver(contentType, { ...ATTRIBUTES, data: DATA })).toMatchObject([read]);
  });

  it('reads data in Base64', () => {
    expect(structured({ data: undefined, data_base64: Buffer.from(JSON.stringify(DATA)).toString('base64') })).toMatchObject([read]);
  });

  it.each([{ cluster: 'eu-1' }, { attempt: 2 }, { final: false }])('takes the extension %j', (extension) => {
    expect(structured(extension)).toMatchObject([read]);
  });

  it('takes an attribute that is null for one that is not there', () => {
    expect(structured({ subject: null, datacontenttype: null, dataschema: null })).toMatchObject([read]);
  });

  it('takes the time of the data where the event has none, and else its own', () => {
    const data = { ...DATA, occurred_at: '2020-01-01T00:00:00Z' };
    expect(structured({ data, time: undefined })).toMatchObject([{ occurredAt: Date.UTC(2020, 0, 1) }]);
    expect(structured({ data })).toMatchObject([{ occurredAt: AT }]);
    expect(structured({ time: undefined })).toMatchObject([{ occurredAt: null }]);
  });

  it.each([
    ['there is no id', { id: undefined }, 'id is missing: it must be a text'],
    ['the id is null', { id: null }, 'id is missing: it must be a text'],
    ['the id is empty', { id: '' }, 'id is missing: it must be a text'],
    ['the id is a number', { id: 7 }, 'id is missing or not as CloudEvents 1.0 defines it'],
    ['there is no source', { source: undefined }, 'source is missing or not as CloudEvents 1.0 defines it'],
    ['the source is no URI', { source: 'not a uri' }, 'source is missing or not as CloudEvents 1.0 defines it'],
    ['there is no type', { type: undefined }, 'type is missing or not as CloudEvents 1.0 defines it'],
    ['there is no version', { specversion: undefined }, 'specversion must be 1.0'],
    ['the version is another', { specversion: '0.3' }, 'specversion must be 1.0'],
    ['the version is a number', { specversion: 1 }, 'specversion must be 1.0'],
    ['the time is in words', { time: 'yesterday' }, 'time is missing or not as CloudEvents 1.0 defines it'],
    ['the time has a leap second', { time: '2016-12-31T23:59:60Z' }, 'time must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
    ['an extension has a capital letter', { Cluster: 'eu-1' }, 'The attributes must be named by lower-case letters and digits, as CloudEvents are'],
    ['an extension is named as a method', { validate: 'x' }, 'The attributes must be named by lower-case letters and digits, as CloudEvents are'],
    ['an extension is an object', { cluster: { name: 'eu-1' } }, 'The attributes of an event must be texts, whole numbers, or true or false'],
    ['an extension is a list', { cluster: ['eu-1'] }, 'The attributes of an event must be texts, whole numbers, or true or false'],
    ['an extension is a fraction', { attempt: 1.5 }, 'The attributes of an event must be texts, whole numbers, or true or false'],
    ['the data is XML', { datacontenttype: 'text/xml', data: '<x/>' }, 'The data is not JSON: send it as application/json'],
    ['the data is a text', { data: JSON.stringify(DATA) }, 'data must be a JSON object'],
    ['there is no data', { data: undefined }, 'data must be a JSON object'],
    ['the data in Base64 is not JSON', { data: undefined, data_base64: 'AAAA' }, 'data cannot be read: it is not JSON'],
    ['the data says no state, whatever the type says', { type: 'success', data: { match_key: 'shop' } }, 'state is missing: it must be one of success, failed, running, canceled'],
  ])('is refused when %s', (_name, changes, problem) => {
    expect(structured(changes)).toBe(problem);
  });

  it.each([
    ['null', 'The body must be a JSON object'],
    ['[]', 'The body must be a JSON object'],
    ['', 'The body cannot be read: it is not JSON'],
  ])('is refused when the body is %j', (body, problem) => {
    expect(deliver(STRUCTURED, body)).toBe(problem);
  });

  it('does not let an event speak for a prototype', () => {
    const body = JSON.stringify({ ...ATTRIBUTES, data: DATA }).replace('{', '{"__proto__":{"admin":true},');
    expect(deliver(STRUCTURED, body)).toBe('The attributes of an event must be texts, whole numbers, or true or false');
    expect(deliver(STRUCTURED, body.replace('{"admin":true}', '"admin"'))).toBe('The attributes must be named by lower-case letters and digits, as CloudEvents are');
    expect({}).not.toHaveProperty('admin');
  });
});

describe('binary mode', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=UTF-8'],
    ['application/vnd.example.report+json'],
    ['text/json'],
    [' application/json ;charset=UTF-8'],
  ])('reads %s', (contentType) => {
    expect(binary({}, contentType)).toMatchObject([read]);
  });

  it('decodes its headers', () => {
    expect(binary({ 'ce-subject': 'caf%C3%A9', 'ce-cluster': 'eu%201' })).toMatchObject([read]);
    expect(binary({ 'ce-time': '2026-03-04T05%3A06%3A07Z' })).toMatchObject([read]);
    expect(binary({ 'ce-cluster': '100%' })).toBe('A ce- header is not percent-encoded UTF-8');
  });

  it('takes values in double quotes, as older versions of the binding wrote them', () => {
    expect(binary({ 'ce-specversion': '"1.0"', 'ce-time': '"2026-03-04T05:06:07Z"', 'ce-subject': '"an \\"odd\\" caf%C3%A9"' })).toMatchObject([read]);
    expect(binary({ 'ce-id': '"b\\1"', 'ce-source': '"/deployer"' })).toEqual(binary({}));
    expect(binary({ 'ce-specversion': '"1.0' })).toBe('specversion must be 1.0');
  });

  it.each([
    ['there is no id', { 'ce-id': undefined }, 'id is missing: it must be a text'],
    ['there is no source', { 'ce-source': undefined }, 'source is missing or not as CloudEvents 1.0 defines it'],
    ['the version is another', { 'ce-specversion': '2.0' }, 'specversion must be 1.0'],
    ['there is no version', { 'ce-specversion': undefined }, 'The request is no CloudEvent: send ce- headers, or Content-Type application/cloudevents+json'],
    ['the time is in words', { 'ce-time': 'yesterday' }, 'time is missing or not as CloudEvents 1.0 defines it'],
  ])('is refused when %s', (_name, headers, problem) => {
    expect(binary(headers)).toBe(problem);
  });

  it('is refused when the body is not JSON', () => {
    expect(binary({}, 'text/plain')).toBe('The data is not JSON: send it as application/json');
  });
});

it('an event is the same by its source and id together, whatever else it says and however it is sent', () => {
  const idOf = (events: readonly ExternalEvent[] | string): unknown => (events as readonly ExternalEvent[])[0]?.id;
  const id = idOf(structured({}));
  expect([idOf(structured({ type: 'other', time: undefined, data: { state: 'success', job_id: 7 } })), idOf(binary({}))]).toEqual([id, id]);
  expect(new Set([id, idOf(structured({ id: 'b2' })), idOf(structured({ source: '/other' }))]).size).toBe(3);
});

describe('a batch', () => {
  const batch = (...changes: readonly object[]): readonly ExternalEvent[] | string => deliver(BATCHED, changes.map((change) => ({ ...ATTRIBUTES, data: DATA, ...change })));

  it('is read in its order', () => {
    expect(batch({}, { id: 'b2', data: { ...DATA, state: 'success' } })).toMatchObject([read, { ...read, outcome: 'success' }]);
    expect(batch()).toEqual([]);
    expect(batch(...Array.from({ length: 100 }, () => ({})))).toHaveLength(100);
  });

  it.each([
    ['one of its events is malformed', [{}, { source: undefined }], 'source is missing or not as CloudEvents 1.0 defines it'],
    ['it holds more than can be news', Array.from({ length: 101 }, () => ({})), 'The batch holds more than 100 events: send several'],
  ])('is refused when %s', (_name, changes, problem) => {
    expect(batch(...changes)).toBe(problem);
  });

  it.each(['{}', 'null', '[null]', '[[]]'])('is refused as %s', (body) => {
    expect(deliver(BATCHED, body)).toBe('The body must be a list of JSON objects');
  });
});

it.each([
  ['application/cloudevents+xml', 'Content-Type is another event format than JSON: send application/cloudevents+json'],
  ['application/json', 'The request is no CloudEvent: send ce- headers, or Content-Type application/cloudevents+json'],
  [undefined, 'The request is no CloudEvent: send ce- headers, or Content-Type application/cloudevents+json'],
])('refuses the content type %s', (contentType, problem) => {
  expect(deliver(contentType, { ...ATTRIBUTES, data: DATA })).toBe(problem);
});
