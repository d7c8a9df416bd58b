/** Which callbacks count as near misses of a waiting job, in which order, and how they are worded. */
import type { VerdictReason } from './callback-match';
import { NEAR_MISSES_MAX, nearMisses, type NamedKeys, type SeenCallback } from './near-misses';

const SHA = 'a1b2c3d4'.padEnd(40, '0');
const OTHER_SHA = 'deadbeef'.padEnd(40, '0');
const JOB: NamedKeys = { pipelineId: 4, ref: 'main', sha: SHA, jobName: 'wait-for-deploy', matchKey: 'deploy', object: 'Kustomization flux-system/podinfo', commitStatus: null, jobId: 15, receiver: null };
const NONE: NamedKeys = { pipelineId: null, ref: null, sha: null, jobName: null, matchKey: null, object: null, commitStatus: null, jobId: null, receiver: null };

const seen = (keys: Partial<NamedKeys>, isTaken = false, reason: VerdictReason | null = null): SeenCallback => ({ keys: { ...NONE, ...keys }, isTaken, reason });
const wordsFor = (keys: Partial<NamedKeys>, isTaken = false): readonly string[] =>
  nearMisses(JOB, [seen(keys, isTaken)]).map(({ difference }) => difference);

it.each<[Partial<NamedKeys>, string]>([
  [{ ref: 'main', sha: OTHER_SHA, jobName: 'wait-for-deploy' }, 'same ref and job name, other sha: deadbeef… instead of a1b2c3d4…'],
  [
    { ref: 'main', sha: `${SHA.slice(0, 39)}1`, jobName: 'wait-for-deploy' },
    `same ref and job name, other sha: ${SHA.slice(0, 39)}1 instead of ${SHA}`,
  ],
  [{ ref: 'main', sha: 'a1b2c3d', jobName: 'wait-for-deploy' }, 'same ref and job name, sha is cut short: "a1b2c3d" instead of all 40 digits'],
  [
    { ref: 'refs/heads/main', sha: SHA, jobName: 'wait-for-deploy' },
    'same sha and job name, ref is written out: "refs/heads/main" instead of "main"',
  ],
  [{ pipelineId: 4, jobName: 'Wait-For-Deploy' }, 'same pipeline, job name differs only by case: "Wait-For-Deploy" instead of "wait-for-deploy"'],
  [{ pipelineId: 4, jobName: 'wait_for_deploy' }, 'same pipeline, job name differs only by spelling: "wait_for_deploy" instead of "wait-for-deploy"'],
  [{ pipelineId: 4, jobName: 'wait-for-delpoy' }, 'same pipeline, job name differs only by spelling: "wait-for-delpoy" instead of "wait-for-deploy"'],
  [{ pipelineId: 4, jobName: 'smoke' }, 'same pipeline, other job name: "smoke" instead of "wait-for-deploy"'],
  [{ matchKey: 'deploy', ref: 'next', sha: SHA }, 'same sha and match key, other ref: "next" instead of "main"'],
  [{ pipelineId: 3, jobName: 'wait-for-deploy' }, 'same job name, other pipeline: 3 instead of 4'],
  [{ jobId: 12, jobName: 'wait-for-deploy' }, 'same job name, other job number: 12 instead of 15'],
  [{ matchKey: 'deploy', jobName: 'wait-for-deploy' }, 'same job name and match key, every key fits'],
  [{ sha: 'a1b2c3d' }, 'sha is cut short: "a1b2c3d" instead of all 40 digits'],
  [{ jobName: 'wait-for-deploy', sha: 'deadbee' }, `same job name, other sha: "deadbee" instead of "${SHA}"`],
  [{ jobName: 'wait-for-deploy', sha: 'v1.0.0' }, `same job name, other sha: "v1.0.0" instead of "${SHA}"`],
  [{ jobName: 'wait-for-deploy', ref: SHA }, `same job name, other ref: "${SHA}" instead of "main"`],
  [{ jobName: 'wait-for-deploy', sha: SHA.toUpperCase() }, `same job name, sha differs only by case: "${SHA.toUpperCase()}" instead of "${SHA}"`],
  [{ sha: 'a1b2' }, 'sha is cut short: "a1b2" instead of all 40 digits'],
  [{ sha: 'A1B2C3D' }, 'sha is cut short: "A1B2C3D" instead of all 40 digits'],
  [{ jobName: 'wait-for-deploy', sha: 'f'.repeat(64) }, `same job name, other sha: "${'f'.repeat(60)}…" instead of "${SHA}"`],
  [{ jobName: 'wait-for-deploy', sha: `x${OTHER_SHA}` }, `same job name, other sha: "x${OTHER_SHA}" instead of "${SHA}"`],
  [{ pipelineId: 4, jobName: 'wait-for' }, 'same pipeline, other job name: "wait-for" instead of "wait-for-deploy"'],
  [{ matchKey: 'x'.repeat(60), pipelineId: 4 }, `same pipeline, other match key: "${'x'.repeat(60)}" instead of "deploy"`],
  [{ matchKey: 'x'.repeat(100), pipelineId: 4 }, `same pipeline, other match key: "${'x'.repeat(60)}…" instead of "deploy"`],
])('words %j', (keys, difference) => {
  expect(wordsFor(keys)).toEqual([difference]);
});

it.each<[Partial<NamedKeys>, VerdictReason | null, string]>([
  [{ object: 'Kustomization flux-system/podinfo', sha: OTHER_SHA }, 'older_revision', 'same object, older sha: deadbeef… instead of a1b2c3d4…'],
  [{ object: 'Kustomization flux-system/podinfo', sha: OTHER_SHA }, 'newer_revision', 'same object, newer sha: deadbeef… instead of a1b2c3d4…'],
  [{ object: 'Kustomization flux-system/podinfo', sha: OTHER_SHA }, 'other_revision', 'same object, other sha: deadbeef… instead of a1b2c3d4…'],
  [
    { object: 'Kustomization flux-system/Podinfo', sha: SHA },
    null,
    'same sha, object differs only by case: "Kustomization flux-system/Podinfo" instead of "Kustomization flux-system/podinfo"',
  ],
  [{ object: 'Kustomization flux-system/podinfo' }, 'older_revision', 'same object, older revision'],
  [{ object: 'Kustomization flux-system/podinfo' }, 'other_revision', 'same object, other revision'],
  [{ object: 'Kustomization flux-system/podinfo' }, 'digest_unknown', 'same object, a digest that nobody knows'],
  [{ object: 'Kustomization flux-system/podinfo', sha: SHA }, 'revision_sources_disagree', 'same sha and object, its revision is in conflict'],
  [{ object: 'Kustomization flux-system/podinfo', sha: SHA }, 'ambiguous', 'same sha and object, several jobs have these keys'],
  [{ jobId: 15 }, 'unknown_job', 'same job number, its digest stands for another commit'],
])('words an event: %j, %s', (keys, reason, difference) => {
  expect(nearMisses(JOB, [seen(keys, false, reason)])).toMatchObject([{ difference }]);
});

it('says that another job has taken it where nothing else is wrong', () => {
  expect(wordsFor({ matchKey: 'deploy' }, true)).toEqual(['same match key, another job has taken it']);
});

it('says so when the job has no match key at all', () => {
  const [miss] = nearMisses({ ...JOB, matchKey: null }, [seen({ pipelineId: 4, matchKey: 'deploy' })]);
  expect(miss?.difference).toBe('same pipeline, match key "deploy", where the job has none');
});

it.each<[string, Partial<NamedKeys>]>([
  ['nothing in common', { pipelineId: 3, jobName: 'smoke' }],
  ['only the ref in common', { ref: 'main', sha: OTHER_SHA, jobName: 'smoke' }],
  ['a sibling’s number', { jobId: 14 }],
  ['another name of a series', { pipelineId: 3, jobName: 'wait-for-deploy2' }],
  ['a sha that differs in a letter', { sha: SHA.replace('b', 'c') }],
  ['a name that differs in three letters', { jobName: 'wait-for-abcloy' }],
  ['a name that lacks three letters', { jobName: 'wait-deploy' }],
  ['a name with three letters more', { jobName: 'wait-for-abcdeploy' }],
  ['the first three digits of the sha', { sha: 'a1b' }],
  ['no keys', {}],
])('leaves out what has %s', (_name, keys) => {
  expect(wordsFor(keys)).toEqual([]);
});

it.each([
  ['sync', 'snyc', true],
  ['sync', 'syn', false],
  ['dev', 'DEV', true],
  ['dev', 'deb', false],
])('takes, of a job %s, the name %s for its own: %s', (jobName, given, expected) => {
  expect(nearMisses({ ...JOB, jobName }, [seen({ jobName: given })])).toHaveLength(expected ? 1 : 0);
});

it.each([
  ['pipelineId', 4, 'pipeline', false],
  ['sha', SHA, 'sha', false],
  ['jobId', 15, 'job number', false],
  ['jobName', 'wait-for-deploy', 'job name', true],
  ['matchKey', 'deploy', 'match key', true],
  ['object', 'Kustomization flux-system/podinfo', 'object', true],
  ['commitStatus', 'ci/flux', 'commit status', true],
] as const)('hears of a callback by its %s alone, and where another job has taken it only by what the job is called', (key, value, word, isCalled) => {
  const missesOf = (isTaken: boolean): readonly string[] => nearMisses({ ...JOB, commitStatus: 'ci/flux' }, [seen({ [key]: value }, isTaken)]).map(({ same }) => same.join());
  expect(missesOf(false)).toEqual([word]);
  expect(missesOf(true)).toEqual(isCalled ? [word] : []);
});

it('takes what another job has taken only if it is called alike', () => {
  expect(wordsFor({ pipelineId: 4, jobName: 'smoke' }, true)).toEqual([]);
  expect(wordsFor({ ref: 'main', sha: SHA, jobName: 'smoke' }, true)).toEqual([]);
  expect(wordsFor({ pipelineId: 3, jobName: 'wait-for-deploy' }, true)).toHaveLength(1);
  expect(wordsFor({ pipelineId: 3, matchKey: 'DEPLOY' }, true)).toHaveLength(1);
});

it('puts first what fits most, then what differs least, then what is newest', () => {
  const callbacks = [
    seen({ pipelineId: 3, jobName: 'wait-for-deploy' }),
    seen({ pipelineId: 2, jobName: 'wait-for-deploy' }),
    seen({ pipelineId: 4, jobName: 'smoke', matchKey: 'other' }),
    seen({ ref: 'main', sha: OTHER_SHA, jobName: 'wait-for-deploy' }),
    seen({ matchKey: 'deploy', jobName: 'wait-for-deploy' }),
  ];
  expect(nearMisses(JOB, callbacks).map(({ callback }) => callbacks.indexOf(callback))).toEqual([4, 3, 0, 1, 2]);
});

it('names the receiver only to a job that hears one of them', () => {
  const event = seen({ object: 'Kustomization flux-system/podinfo', sha: SHA, receiver: 'staging' });
  expect(nearMisses(JOB, [event])[0]?.difference).toBe('same sha and object, every key fits');
  expect(nearMisses({ ...JOB, receiver: 'prod' }, [event])[0]?.difference).toBe('same sha and object, other receiver: "staging" instead of "prod"');
});

it('names a few', () => {
  const callbacks = Array.from({ length: 200 }, () => seen({ pipelineId: 3, jobName: 'wait-for-deploy' }));
  const misses = nearMisses(JOB, callbacks);
  expect(misses.map(({ callback }) => callback)).toEqual(callbacks.slice(0, NEAR_MISSES_MAX));
});
