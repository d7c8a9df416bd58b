/** Every keyword beside `external`: all are there, what each design says to them, and what becomes of those it takes. */
import { JOB_KEYWORDS, RULE_KEYWORDS } from '@holdpoint/pipeline-config';
import { configurationKeywords, probeKeywords } from './configuration-keywords';
import { ENTRY_DESIGNS, type EntryDesign } from './entry-design';
import { effectOfBuildKeyword } from './keyword-effect';
import { KEYWORD_PROBES, type KeywordProbe } from './keyword-probe';
import { answerOf, symptomOf } from './probe-verdict';

const UNWATCHED = { progress: () => undefined };
const whole = probeKeywords(ENTRY_DESIGNS, UNWATCHED);
const finding = (id: string) => whole.findings.find((one) => one.id === id);
const keywordsOf = (place: KeywordProbe['place']) =>
  [...new Set(KEYWORD_PROBES.filter((probe) => probe.place === place).map(({ keyword }) => keyword))].sort();

it('probes every keyword of a job and of a rule', () => {
  expect(keywordsOf('job')).toEqual(Object.keys(JOB_KEYWORDS).filter((keyword) => keyword !== 'external'));
  expect(keywordsOf('rule')).toEqual(Object.keys(RULE_KEYWORDS));
});

it('tells each finding once', () => {
  const ids = whole.findings.map(({ id }) => id);
  expect(ids).toHaveLength(ENTRY_DESIGNS.length * KEYWORD_PROBES.length);
  expect(new Set(ids).size).toBe(ids.length);
});

it('holds in the product, whose entry takes nothing in vain', () => {
  expect(whole.broken).toEqual([]);
});

it('counts the answers of each design', () => {
  expect(whole.summary).toBe(
    'own_entry: of 56 keywords 19 accepted, 0 of them in vain (0 hang the pipeline), 10 refused with advice, 27 without; ' +
      'processable: of 56 keywords 30 accepted, 8 of them in vain (5 hang the pipeline), 0 refused with advice, 26 without; ' +
      'processable_less: of 56 keywords 25 accepted, 5 of them in vain (3 hang the pipeline), 0 refused with advice, 31 without.',
  );
});

it.each([
  ['own_entry.when-manual', 'none', 'refused_helpfully', 'stuck'],
  ['own_entry.when-always', 'low', 'refused_helpfully', 'works'],
  ['own_entry.retry', 'low', 'refused', 'nothing'],
  ['own_entry.timeout', 'none', 'accepted', 'works'],
  ['own_entry.rules-changes', 'none', 'accepted', 'works'],
  ['own_entry.rules-exists', 'none', 'accepted', 'works'],
  ['processable.when-manual', 'high', 'accepted', 'stuck'],
  ['processable.variables', 'low', 'accepted', 'nothing'],
  ['processable.timeout', 'low', 'refused', 'works'],
  ['processable_less.when-manual', 'low', 'refused', 'stuck'],
  ['processable_less.rules-when-manual', 'high', 'accepted', 'stuck'],
  ['processable_less.environment', 'none', 'accepted', 'works'],
])('%s: severity %s, %s, %s', (id, severity, answer, effect) => {
  expect(finding(id)).toMatchObject({ severity, data: { answer, effect } });
});

it('finds the same again', async () => {
  const context = { ...UNWATCHED, seed: 2, databaseUrl: null, signal: new AbortController().signal };
  expect(await configurationKeywords.run(context)).toEqual(whole);
});

it('notices a product that takes keywords in vain and refuses without advice', () => {
  const careless = ENTRY_DESIGNS.filter(({ id }) => id === 'processable');
  expect(probeKeywords(careless, UNWATCHED).broken).toEqual(configurationKeywords.invariants);
  const curt: EntryDesign = { id: 'own_entry', title: 'curt', refuse: ({ keyword }) => [`config contains unknown keys: ${keyword}`] };
  expect(probeKeywords([curt], UNWATCHED).broken).toEqual(configurationKeywords.invariants.slice(1));
});

describe('the rules', () => {
  const probe = KEYWORD_PROBES.find(({ id }) => id === 'when: manual');
  if (!probe) throw new Error('no such probe');

  it.each([
    [[], 'accepted'],
    [['jobs:wait config contains unknown keys: when'], 'refused'],
    [['jobs:wait config key when is not supported yet'], 'refused'],
    [['jobs:wait config contains unknown keys: start_in', 'when: use `rules` to leave it out'], 'refused_helpfully'],
    [['use another word'], 'refused'],
  ] as const)('%j is %s', (lines, answer) => {
    expect(answerOf(probe, lines)).toBe(answer);
  });

  it.each([
    ['accepted', 'stuck', 'stuck'],
    ['accepted', 'nothing', 'not_shown'],
    ['accepted', 'works', 'nothing'],
    ['refused', 'stuck', 'refused'],
    ['refused_helpfully', 'stuck', 'nothing'],
    ['refused_helpfully', 'works', 'refused'],
  ] as const)('a keyword that is %s and %s is seen as %s', (answer, effect, symptom) => {
    expect(symptomOf({ answer, effect })).toBe(symptom);
  });

  it('take for no effect what holds anyway', () => {
    expect(effectOfBuildKeyword({ ...probe, value: 'on_success' })).toBe('nothing');
    expect(effectOfBuildKeyword({ ...probe, keyword: 'stage', value: 'deploy' })).toBe('nothing');
  });
});
