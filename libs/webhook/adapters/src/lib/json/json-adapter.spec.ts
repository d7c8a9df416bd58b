/** Reports that other systems template, read into events; the keys of a job are those of a callback. */
import { CALLBACK_OUTCOMES, type ExternalEvent } from '@holdpoint/pipeline-domain';
import { adapterOf } from '../providers';

const SHA = 'b7f0a1c2d3e4f5061728394a5b6c7d8e9f001122';
const DIGEST = `sha256:${'4d5e6f70'.repeat(8)}`;
const OBJECT = { kind: 'Application', namespace: 'argocd', name: 'shop' };

function read(body: object | string): ExternalEvent | string {
  const result = adapterOf('json')({ body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), headers: {} });
  return result.ok ? (result.value[0] as ExternalEvent) : result.error.problem;
}
const report = (changes: object = {}): object => ({ state: 'success', job_id: 7, ...changes });
const nobody = { type: 'job', jobId: null, jobName: null, pipelineId: null, ref: null, matchKey: null };

it('reads all that a report can say', () => {
  const body = {
    status: 'running', job_name: 'deploy', pipeline_id: 12, job_id: '7', ref: 'main', sha: SHA.toUpperCase(), digest: `latest@${DIGEST}`, match_key: 'shop',
    percent: 40, description: 'half of it', target_url: 'https://cd.example.com/shop?tab=1', occurred_at: '2026-03-04T05:06:07.5+01:00', unknown: { a: [1] },
  };
  expect(read(body)).toEqual({
    subject: { type: 'job', jobId: 7, jobName: 'deploy', pipelineId: 12, ref: 'main', matchKey: 'shop' },
    outcome: 'running',
    progress: { percent: 40, description: 'half of it', targetUrl: 'https://cd.example.com/shop?tab=1' },
    revision: { sha: SHA, digest: DIGEST, claimed: [], unusable: null },
    occurredAt: Date.UTC(2026, 2, 4, 4, 6, 7, 500),
  });
});

it('reads what a report does not say as null, and null as what it does not say', () => {
  const event = {
    subject: { ...nobody, jobId: 7 },
    outcome: 'success',
    progress: { percent: null, description: null, targetUrl: null },
    revision: { sha: null, digest: null, claimed: [], unusable: null },
    occurredAt: null,
  };
  expect(read(report())).toEqual(event);
  expect(read(report({ job_name: null, ref: null, sha: null, object: null, percent: null, occurred_at: null }))).toEqual(event);
});

describe('the state', () => {
  it.each([
    ...CALLBACK_OUTCOMES.map((word): [string, string] => [word, word]),
    ['Succeeded', 'success'],
    ['Failed', 'failed'],
    ['failure', 'failed'],
    ['Error', 'failed'],
    ['Errored', 'failed'],
    ['pending', 'running'],
    ['cancelled', 'canceled'],
  ])('%s is %s', (state, outcome) => {
    expect(read(report({ state }))).toMatchObject({ outcome });
  });

  it.each(['', 'ok', 'passed', 'skipped', 'success ', true, 1, ['success'], { state: 'success' }])('is refused when it is %j', (state) => {
    expect(read(report({ state }))).toBe('state must be one of success, failed, running, canceled');
  });

  it('has several names', () => {
    for (const name of ['state', 'status', 'job_status']) expect(read({ [name]: 'failed', job_id: 7 })).toMatchObject({ outcome: 'failed' });
    expect(read({ state: 'success', status: 'Succeeded', job_id: 7 })).toMatchObject({ outcome: 'success' });
    expect(read({ state: 'success', job_status: 'failed', job_id: 7 })).toBe('state and status and job_status are the same field and differ: send one of them');
  });
});

describe('a job', () => {
  it.each([
    ['its number', { job_id: 7 }, { jobId: 7 }],
    ['its match key', { match_key: 'shop' }, { matchKey: 'shop' }],
    ['its name and pipeline', { job_name: 'deploy', pipeline_id: 12 }, { jobName: 'deploy', pipelineId: 12 }],
    ['its name, ref and sha', { name: 'deploy', ref: 'main', sha: SHA }, { jobName: 'deploy', ref: 'main' }],
    ['its name, ref and artifact', { name: 'deploy', ref: 'main', digest: DIGEST }, { jobName: 'deploy', ref: 'main' }],
  ])('is named by %s', (_name, keys, subject) => {
    expect(read({ state: 'success', ...keys })).toMatchObject({ subject: { ...nobody, ...subject } });
  });

  it.each([
    ['nothing names it', {}, 'No job is named: send job_name, job_id, match_key or object'],
    ['only its pipeline is named', { pipeline_id: 12 }, 'No job is named: send job_name, job_id, match_key or object'],
    ['only its revision is named', { ref: 'main', sha: SHA }, 'No job is named: send job_name, job_id, match_key or object'],
    ['its pipeline is not named', { job_name: 'deploy' }, 'No pipeline is named: send pipeline_id, or ref and sha or digest, beside job_name'],
    ['its pipeline is named by an artifact', { job_name: 'deploy', digest: DIGEST }, 'No pipeline is named: send pipeline_id, or ref and sha or digest, beside job_name'],
    ['there is a sha without a ref', { job_id: 7, sha: SHA }, 'ref is missing: sha and ref belong together'],
    ['there is a ref without a sha', { job_id: 7, ref: 'main' }, 'sha is missing: send sha or digest beside ref'],
    ['its name is empty', { job_name: '', pipeline_id: 12 }, 'job_name must be a text of 1 to 255 characters'],
    ['it has two names', { job_name: 'deploy', name: 'test', pipeline_id: 12 }, 'job_name and name are the same field and differ: send one of them'],
    ['its number is none', { job_id: '7a' }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its number is zero', { job_id: 0 }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its number is in a list', { job_id: [7] }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its number is a hair too large', { job_id: Number.MAX_SAFE_INTEGER + 1 }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its number is in words of digits', { job_id: '1e3' }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its number stands between spaces', { job_id: ' 7' }, `job_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
    ['its name is too long', { job_name: 'x'.repeat(256), pipeline_id: 12 }, 'job_name must be a text of 1 to 255 characters'],
    ['its name is a list', { job_name: ['deploy'], pipeline_id: 12 }, 'job_name must be a text of 1 to 255 characters'],
    ['its sha is too long', { job_id: 7, ref: 'main', sha: `${SHA}0` }, 'sha must be a whole git sha of 40 hexadecimal digits'],
    ['its sha is in a list', { job_id: 7, ref: 'main', sha: [SHA] }, 'sha must be a whole git sha of 40 hexadecimal digits'],
    ['its digest is a number', { job_id: 7, digest: 7 }, 'digest must be sha256: and 64 hexadecimal digits'],
    ['its sha is short', { job_id: 7, ref: 'main', sha: 'b7f0a1c' }, 'sha must be a whole git sha of 40 hexadecimal digits'],
    ['its digest is a sha', { job_id: 7, digest: SHA }, 'digest must be sha256: and 64 hexadecimal digits'],
  ])('is refused when %s', (_name, keys, problem) => {
    expect(read({ state: 'success', ...keys })).toBe(problem);
  });
});

describe('an object', () => {
  it.each([
    ['a sha', { sha: SHA }, { sha: SHA, digest: null }],
    ['a digest', { digest: DIGEST }, { sha: null, digest: DIGEST }],
    ['no revision', {}, { sha: null, digest: null }],
  ])('is named with %s', (_name, keys, revision) => {
    expect(read({ state: 'success', object: OBJECT, ...keys })).toMatchObject({ subject: { type: 'object', object: OBJECT }, revision });
  });

  it.each([
    ['it has no namespace', { object: { kind: 'Application', name: 'shop' } }, 'object.namespace is missing: it must be a text of 1 to 255 characters'],
    ['it is a text', { object: 'Application/argocd/shop' }, 'object must be an object'],
    ['a ref is named, which says nothing of it', { object: OBJECT, ref: 'main', sha: SHA }, 'ref stands beside object: name either an object or a job'],
  ])('is refused when %s', (_name, keys, problem) => {
    expect(read({ state: 'success', ...keys })).toBe(problem);
  });
});

it.each(['percent', 'target_url', 'occurred_at', 'job_id', 'pipeline_id', 'ref', 'match_key'])('an empty %s is as good as none', (field) => {
  const keys = field === 'job_id' ? { job_name: 'deploy', pipeline_id: 12 } : { job_id: 7 };
  expect(read({ state: 'success', ...keys, [field]: '' })).toEqual(read({ state: 'success', ...keys }));
  expect(read({ state: 'success', object: OBJECT, [field]: '' })).toEqual(read({ state: 'success', object: OBJECT }));
});

it('an empty key does not stand in for one that is missing', () => {
  expect(read({ state: 'success', match_key: '' })).toBe('No job is named: send job_name, job_id, match_key or object');
  expect(read(report({ ref: '', sha: SHA }))).toBe('ref is missing: sha and ref belong together');
});

it.each([['job_name', 'x'], ['name', 'x'], ['job_id', 7], ['pipeline_id', 7], ['ref', 'x'], ['match_key', 'x']])('a %s does not stand beside an object', (key, value) => {
  expect(read({ state: 'success', object: OBJECT, [key]: value })).toBe(`${key} stands beside object: name either an object or a job`);
});

it('names and numbers may be as long as they may be', () => {
  const job_name = 'x'.repeat(255);
  expect(read({ state: 'success', job_name, pipeline_id: String(Number.MAX_SAFE_INTEGER) })).toMatchObject({ subject: { jobName: job_name, pipelineId: Number.MAX_SAFE_INTEGER } });
  expect(read({ state: 'success', job_id: 1, percent: 0 })).toMatchObject({ subject: { jobId: 1 }, progress: { percent: 0 } });
});

it.each(['http://example.com', 'HTTPS://example.com/a', `https://example.com/${'x'.repeat(235)}`])('people can open %s', (target_url) => {
  expect(read({ state: 'success', job_id: 7, target_url })).toMatchObject({ progress: { targetUrl: target_url } });
});

describe('progress', () => {
  it.each([
    [{ percent: 101 }, 'percent must be a whole number from 0 to 100'],
    [{ percent: 1.5 }, 'percent must be a whole number from 0 to 100'],
    [{ description: 7 }, 'description must be a text'],
    [{ target_url: 'javascript:alert(1)' }, 'target_url must be an http or https address of at most 255 characters'],
    [{ target_url: 'view-source:https://example.com' }, 'target_url must be an http or https address of at most 255 characters'],
    [{ target_url: 'https://[::1' }, 'target_url must be an http or https address of at most 255 characters'],
    [{ target_url: ['https://example.com'] }, 'target_url must be an http or https address of at most 255 characters'],
    [{ occurred_at: 1_700_000_000 }, 'occurred_at must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
    [{ target_url: 'https://' }, 'target_url must be an http or https address of at most 255 characters'],
    [{ target_url: 'https://example.com/a b' }, 'target_url must be an http or https address of at most 255 characters'],
    [{ target_url: `https://example.com/${'x'.repeat(255)}` }, 'target_url must be an http or https address of at most 255 characters'],
    [{ occurred_at: 'now' }, 'occurred_at must be a time of RFC 3339, such as 2026-01-31T12:00:00Z'],
  ])('is refused as %j', (changes, problem) => {
    expect(read(report(changes))).toBe(problem);
  });

  it('is cut where it is long', () => {
    expect(read(report({ description: 'x'.repeat(5_000) }))).toMatchObject({ progress: { description: 'x'.repeat(1_024) } });
  });
});

it.each([
  ['', 'The body cannot be read: it is not JSON'],
  ['null', 'The body must be a JSON object'],
  ['[{"state":"success","job_id":7}]', 'The body must be a JSON object'],
  ['{"__proto__":{"state":"success","job_id":7}}', 'No job is named: send job_name, job_id, match_key or object'],
])('refuses %j', (body, problem) => {
  expect(read(body)).toBe(problem);
});
