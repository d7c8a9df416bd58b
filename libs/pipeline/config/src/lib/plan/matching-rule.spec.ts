/** Rules that ask for files: what they match, and what planning must be told first. */
import { CONFIG_LIMITS } from '../config-limits';
import { given, namesOf, planOf } from '../testing/config.fixture';
import { NO_TREE_FACTS, type TreeFacts } from './tree-facts';

const tree = (facts: Partial<TreeFacts>): { readonly tree: TreeFacts } => ({ tree: { ...NO_TREE_FACTS, ...facts } });
const ruled = (...rules: readonly string[]): string => `job: { external: true, rules: [${rules.map((rule) => `{ ${rule} }`).join(', ')}] }\nother: { script: x }`;
const WITH = ['job', 'other'];
const WITHOUT = ['other'];

describe('exists', () => {
  const files = tree({ paths: ['Dockerfile', 'src/a.ts', 'odd[1].md'] });

  it.each([
    ['[Dockerfile]', WITH],
    ['Dockerfile', WITH],
    ['[dockerfile]', WITHOUT],
    ['[none, "src/*"]', WITH],
    ['["*.ts"]', WITHOUT],
    ['["odd[1].md"]', WITHOUT],
    ['{ paths: ["$DIR/a.ts"] }', WITH],
    ['["$NONE/a.ts"]', WITHOUT],
    ['["$PATH_OF_A"]', WITHOUT],
    ['["$PATH_OF_A", "docs/*"]', WITH],
    ['["**/*.ts"]', WITH],
    ['["**/*.t"]', WITHOUT],
    ['[]', WITHOUT],
  ])('%s', (exists, expected) => {
    expect(namesOf(`variables: { DIR: src, PATH_OF_A: src/a.ts }\n${ruled(`exists: ${exists}`)}`, files)).toEqual(expected);
  });

  it('is taken to match where comparing takes too long, as in GitLab', () => {
    const paths = Array.from({ length: CONFIG_LIMITS.existsComparisons + 1 }, (_, index) => `f${index}`);
    expect(namesOf(ruled('exists: ["*.none"]'), tree({ paths: paths.slice(1) }))).toEqual(WITHOUT);
    expect(namesOf(ruled('exists: ["*.none"]'), tree({ paths }))).toEqual(WITH);
    expect(namesOf(ruled('exists: [none]'), tree({ paths }))).toEqual(WITHOUT);
  });

  it('counts neither globs that look for an ending nor, where none names a directory, what is in directories', () => {
    const paths = Array.from({ length: CONFIG_LIMITS.existsComparisons + 1 }, (_, index) => `src/f${index}`);
    expect(namesOf(ruled('exists: ["**/*.none", "**/*.other"]'), tree({ paths }))).toEqual(WITHOUT);
    expect(namesOf(ruled('exists: ["*.none", "Docker*"]'), tree({ paths }))).toEqual(WITHOUT);
    expect(namesOf(ruled('exists: ["*.none", "docs/*"]'), tree({ paths }))).toEqual(WITH);
  });
});

describe('changes', () => {
  const changed = tree({ changedSince: new Map<string, readonly string[] | null>([['main', ['src/a.ts']], ['same', []], ['gone', null]]) });

  it.each([
    ['[none]', WITH],
    ['{ paths: ["src/*"], compare_to: main }', WITH],
    ['{ paths: ["*.ts"], compare_to: main }', WITHOUT],
    ['{ paths: ["**/*"], compare_to: same }', WITHOUT],
    ['{ paths: ["$DIR/*"], compare_to: "$BASE" }', WITH],
  ])('%s', (changes, expected) => {
    const nested = 'variables: { ROOT: src, DIR: $ROOT, BASE: main }\n';
    expect(namesOf(nested + ruled(`changes: ${changes}`), changed)).toEqual(expected);
  });

  it('with a ref that is not there is an error that names the job', () => {
    const rule = 'changes: { paths: [a], compare_to: gone }';
    expect(planOf(ruled(rule), changed)).toEqual({ ok: false, error: { code: 'config_error', message: 'Failed to parse rule for job: rules:changes:compare_to is not a valid ref' } });
    expect(planOf(ruled('when: on_success', rule), changed)).toMatchObject({ ok: true });
    expect(planOf(`workflow: { rules: [{ ${rule} }, { when: always }] }\ntest: { script: x }`, changed)).toMatchObject({ error: { code: 'filtered_by_workflow_rules' } });
  });

  it('needs no repository for what cannot be a ref', () => {
    expect(namesOf(ruled('changes: { paths: [a], compare_to: "a\\u0001" }'))).toMatch('is not a valid ref');
    expect(namesOf(ruled('changes: { paths: [a], compare_to: $LONG }'), { variables: given({ LONG: 'm'.repeat(256) }) })).toMatch('is not a valid ref');
  });
});

describe('all of a rule', () => {
  it.each([
    ['if: $CI, changes: [a], exists: [f]', WITH],
    ['if: $NO, exists: [f]', WITHOUT],
    ['if: $CI, exists: [g]', WITHOUT],
    ['changes: { paths: [a], compare_to: main }, exists: [f]', WITHOUT],
  ])('%s', (rule, expected) => {
    expect(namesOf(ruled(rule), tree({ paths: ['f'], changedSince: new Map([['main', []]]) }))).toEqual(expected);
  });
});

describe('what is not known', () => {
  const questionsOf = (text: string, facts: Partial<TreeFacts> = {}): unknown => {
    const plan = planOf(text, tree(facts));
    return plan.ok ? 'a plan' : 'questions' in plan.error ? plan.error.questions : plan.error;
  };
  const text = [
    'workflow: { rules: [{ exists: [f] }, { when: always }] }',
    ruled('changes: { paths: [a], compare_to: main }', 'changes: { paths: [a], compare_to: other }', 'exists: [g]'),
  ].join('\n');

  it('is asked, of workflow first and of all jobs then', () => {
    expect(questionsOf(text)).toMatchObject({ paths: true, changedSince: [] });
    expect(questionsOf(text, { paths: [] })).toMatchObject({ paths: false, changedSince: ['main', 'other'] });
    expect(questionsOf(text, { paths: [], changedSince: new Map([['main', ['a']]]) })).toBe('a plan');
  });

  it('is not asked where nothing depends on it', () => {
    expect(questionsOf(ruled('if: $NO, exists: [f]', 'changes: [a]'))).toBe('a plan');
  });

  it('is not asked where the rules are too costly whatever the answer', () => {
    const costly = `costly: { script: x, rules: [{ exists: ["${'{'.repeat(4_000)}${'}'.repeat(4_000)}"] }] }`;
    expect(questionsOf(`${ruled('changes: { paths: [a], compare_to: main }')}\n${costly}`)).toMatchObject({ code: 'config_error', message: expect.stringMatching('too long') });
  });

  it('is refused where rules compare with more refs than anybody should look up', () => {
    const compared = (count: number): string => ruled(...Array.from({ length: count }, (_, index) => `changes: { paths: [a], compare_to: r${index} }`));
    expect(questionsOf(compared(CONFIG_LIMITS.comparedRefs))).toMatchObject({ changedSince: expect.arrayContaining(['r0']) });
    expect(questionsOf(compared(CONFIG_LIMITS.comparedRefs + 1))).toMatchObject({ code: 'config_error', message: expect.stringMatching('fewer refs') });
  });
});
