/** What a rule may say of when its job starts. */
import { messagesOf, namesOf, planOf } from '../testing/config.fixture';

const ruled = (rule: string): string => `job: { script: x, rules: [${rule}] }\nother: { script: x }`;

it.each(['on_success', 'on_failure', 'always', 'manual'])('when: %s', (when) => {
  expect(planOf(ruled(`{ when: ${when} }`))).toMatchObject({ value: { jobs: [{ name: 'job', when }, { name: 'other' }] } });
});

it('when: delayed, by a time of its own', () => {
  expect(planOf(ruled('{ when: delayed, start_in: 1 minute }'))).toMatchObject({ value: { jobs: [{ when: 'delayed', startInMs: 60_000 }, { startInMs: null }] } });
});

it('when: never leaves the job out', () => {
  expect(namesOf(ruled('{ when: never }'))).toEqual(['other']);
});

it('nothing else', () => {
  expect(messagesOf(ruled('{ when: sometimes }'))).toHaveLength(1);
});
