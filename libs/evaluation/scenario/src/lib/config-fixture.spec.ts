/** Fixtures of configurations: what is a fixture of a file, and by what it is judged. */
import { readConfigFixtures, runConfigFixture } from './config-fixture';

const failuresOf = (file: string, text: string, accepted: boolean): readonly (string | undefined)[] => {
  const fixtures = readConfigFixtures(file, text, accepted);
  if (!fixtures.ok) throw new Error(fixtures.error);
  return fixtures.value.map((fixture) => runConfigFixture(fixture).failure?.step);
};

it('takes every key as a configuration of its own, and in some files every value', () => {
  expect(failuresOf('retry.yml', 'a: { script: x, retry: 1 }\nb: { script: x, retry: 9 }', true)).toEqual([undefined, 'refused']);
  expect(failuresOf('retry.yml', 'a: { script: x, retry: 1 }\nb: { script: x, retry: 9 }', false)).toEqual(['accepted', undefined]);
  expect(failuresOf('workflow__auto_cancel__x.yml', 'none: { workflow: { auto_cancel: { on_new_commit: none } } }', true)).toEqual([undefined]);
});

it('does not mind that what a fixture names is not there', () => {
  expect(failuresOf('rules.yml', 'a: { stage: nowhere, needs: [nobody], script: x }\nb: { rules: [{ when: never }] }', true)).toEqual([undefined, undefined]);
});

it('says what is no file of fixtures', () => {
  expect(readConfigFixtures('x.yml', '- a', true)).toEqual({ ok: false, error: expect.stringMatching(/^x\.yml holds no fixtures: /) });
});
