/** Under which keys a callback is parked, by what it names its job by, and which of them a job looks under. */
import { callbackKeys, keysOfJob, type CallbackTarget } from './callback-keys';
import { commitStatusMatchKey, matchKeyOf, objectMatchKey } from './match-key';

const NOTHING: CallbackTarget = { projectId: 1, pipelineId: null, jobName: null, ref: null, sha: null, matchKey: null };
const kindsOf = (keys: readonly string[]): readonly unknown[] => keys.map((key) => (JSON.parse(key) as unknown[])[0]);
const object = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' } as const;

it.each<[Partial<CallbackTarget>, readonly string[]]>([
  [{}, []],
  [{ jobName: 'wait' }, []],
  [{ pipelineId: 1 }, []],
  [{ pipelineId: 1, jobName: 'wait' }, ['job']],
  [{ ref: 'main', jobName: 'wait' }, []],
  [{ sha: 'a', jobName: 'wait' }, []],
  [{ ref: 'main', sha: 'a', jobName: 'wait' }, ['ref']],
  [{ ref: 'main', sha: 'a' }, ['commit']],
  [{ ref: 'main', matchKey: 'k' }, ['key']],
  [{ sha: 'a' }, []],
  [{ sha: 'a', matchKey: 'k' }, ['revision', 'key']],
  [{ ref: 'main', sha: 'a', matchKey: 'k' }, ['commit', 'key']],
  [{ matchKey: 'k' }, ['key']],
  [{ pipelineId: 1, ref: 'main', sha: 'a', jobName: 'wait', matchKey: 'k' }, ['job', 'ref', 'key']],
])('a callback that gives %j is found by %j', (given, kinds) => {
  expect(kindsOf(callbackKeys({ ...NOTHING, ...given }))).toEqual(kinds);
});

it('a job looks under every key that a callback may have named it by', () => {
  const pipeline = { id: 1, projectId: 1, ref: 'main', sha: 'a' };
  expect(kindsOf(keysOfJob(pipeline, { name: 'wait', external: {} }))).toEqual(['job', 'ref', 'commit']);
  expect(kindsOf(keysOfJob(pipeline, { name: 'wait', external: { object } }))).toEqual(['job', 'ref', 'key', 'commit', 'revision']);
});

it('a job that watches an object is found by the object', () => {
  expect(matchKeyOf({ object })).toBe(objectMatchKey(object));
  expect(matchKeyOf({ object: { ...object, name: 'other' } })).not.toBe(objectMatchKey(object));
  expect(matchKeyOf({})).toBeNull();
});

it('what is watched has keys of a form that is stored, and so stays', () => {
  expect(objectMatchKey(object)).toBe('["object","Kustomization","flux-system","podinfo"]');
  expect(commitStatusMatchKey('ci/flux')).toBe('["commit_status","ci/flux"]');
});
