/** What may be written as `changes` and `exists` of a rule, in GitLab's words. */
import { messagesOf } from '../testing/config.fixture';

const many = (count: number): string => `[${Array.from({ length: count }, (_, index) => `f${index}`).join(', ')}]`;

it.each([
  ['changes: [README.md, "src/**/*"]'],
  ['changes: []'],
  ['changes: null'],
  ['changes: { paths: [a] }'],
  ['changes: { paths: [a], compare_to: refs/heads/main }'],
  [`changes: ${many(50)}`],
  ['exists: Dockerfile'],
  ['exists: [Dockerfile]'],
  ['exists: { paths: [Dockerfile] }'],
  ['if: $CI, changes: [a], exists: [b]'],
])('%s is a rule', (rule) => {
  expect(messagesOf(`test: { script: x, rules: [{ ${rule} }] }`)).toEqual([]);
  expect(messagesOf(`test: { external: true, rules: [{ ${rule} }] }`)).toEqual([]);
  expect(messagesOf(`workflow: { rules: [{ ${rule} }] }\ntest: { script: x }`)).toEqual([]);
});

it.each([
  ['changes: a', 'changes should be an array or a hash'],
  ['changes: [a, 1]', 'changes config should be an array of strings'],
  [`changes: ${many(51)}`, 'changes config has too many entries (maximum 50)'],
  ['changes: {}', 'changes config missing required keys: paths'],
  ['changes: { paths: a }', 'changes paths should be an array of strings'],
  [`changes: { paths: ${many(51)} }`, 'changes paths has too many entries (maximum 50)'],
  ['changes: { paths: [a], compare_to: [main] }', 'changes compare to should be a string'],
  ['changes: { paths: [a], since: main }', 'changes config contains unknown keys: since'],
  ['exists: 1', 'exists should be a string, an array of strings, or a hash'],
  ['exists: [[a]]', 'exists config should be an array of strings'],
  ['exists: { project: a/b, paths: [a] }', 'exists config key project is not supported yet'],
  ['exists: { path: [a] }', 'exists config contains unknown keys: path', 'exists config missing required keys: paths'],
])('%s: %s', (rule, ...messages) => {
  expect(messagesOf(`test: { script: x, rules: [{ ${rule} }] }`)).toEqual(messages.map((message) => `jobs:test:rules:rule:${message}`));
});
