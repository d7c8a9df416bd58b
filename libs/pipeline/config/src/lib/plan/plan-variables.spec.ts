/**
 * Which variables a job carries, those that are predefined among them. Small texts, planned for a push to main unless
 * said otherwise.
 */
import { EMPTY, given, jobOf, namesOf, planOf } from '../testing/config.fixture';
import type { PlanContext } from './plan-context';

describe('predefined variables', () => {
  it.each<[string, Partial<PlanContext>]>([
    ['$CI == "true" && $GITLAB_CI == "true"', {}],
    ['$CI_COMMIT_REF_NAME == "main" && $CI_COMMIT_BRANCH == "main" && $CI_COMMIT_TAG == null', {}],
    ['$CI_COMMIT_TAG == "v1" && $CI_COMMIT_BRANCH == null', { ref: 'v1', refType: 'tag' }],
    ['$CI_COMMIT_BRANCH == null', { source: 'merge_request_event' }],
    ['$CI_COMMIT_SHORT_SHA == "01234567" && $CI_COMMIT_SHA =~ /^[0-9a-f]{40}$/', {}],
    ['$CI_PROJECT_ID == "7" && $CI_PROJECT_NAME == "demo" && $CI_PROJECT_NAMESPACE == "group" && $CI_PROJECT_PATH_SLUG == "group-demo" && $CI_PROJECT_TITLE == "The Demo"', {}],
    ['$CI_COMMIT_TITLE == "Add it" && $CI_COMMIT_DESCRIPTION =~ /^\\nBecause\\.$/ && $CI_COMMIT_MESSAGE =~ /^Add it\\n/', {}],
    ['$GITLAB_USER_LOGIN == "root"', {}],
    ['$CI_PIPELINE_SOURCE == "push" && $CI_DEFAULT_BRANCH == $CI_COMMIT_BRANCH && $CI_PROJECT_PATH == "group/demo"', {}],
    ['$CI_COMMIT_REF_SLUG == "feature-x-1" && $CI_COMMIT_REF_PROTECTED == "false"', { ref: '-Feature/X_1-' }],
  ])('%s', (condition, context) => {
    expect(namesOf(`test:\n  script: x\n  rules:\n    - if: '${condition}'`, context)).toEqual(['test']);
  });
});

describe('predefined variables of a job', () => {
  it.each([
    ['script: x, stage: build', '$CI_JOB_NAME == "Run it" && $CI_JOB_NAME_SLUG == "run-it" && $CI_JOB_STAGE == "build" && $CI_NODE_TOTAL == "1"'],
    ['script: x', '$CI_JOB_STAGE == "test" && $CI_JOB_MANUAL == null'],
    ['script: x, when: manual', '$CI_JOB_MANUAL == "true"'],
    ['trigger: a/b, when: manual', '$CI_JOB_MANUAL == "true" && $CI_JOB_NAME == "Run it"'],
    ['external: true', '$CI_JOB_MANUAL == null && $CI_JOB_NAME == "Run it"'],
    ['script: x, variables: { CI_JOB_NAME: own }', '$CI_JOB_NAME == "own"'],
    ['script: x', '$CI_JOB_GROUP_NAME == "Run it"'],
  ])('{ %s }: %s', (keys, condition) => {
    expect(namesOf(`Run it: { ${keys}, rules: [{ if: '${condition}' }] }`)).toEqual(['Run it']);
  });

  it('name the group of parallel jobs', () => {
    const text = (parallel: string): string => `a: { script: x, parallel: ${parallel}, rules: [{ if: $CI_JOB_GROUP_NAME == "a" }] }`;
    expect(namesOf(text('2'))).toEqual(['a 1/2', 'a 2/2']);
    expect(namesOf(text('{ matrix: [{ B: [c, d] }] }'))).toEqual(['a: [c]', 'a: [d]']);
  });

  it('are no variables of the workflow', () => {
    expect(namesOf('workflow: { rules: [{ if: $CI_JOB_NAME == null }] }\na: { script: x }')).toEqual(['a']);
  });

  it('stand in the texts of a bridge and of an external job', () => {
    expect(jobOf('a: { trigger: $CI_JOB_NAME/$CI_JOB_STAGE }')).toMatchObject({ options: { trigger: { project: 'a/test' } } });
    expect(jobOf('a: { external: { match: { key: $CI_JOB_NAME-$CI_JOB_STAGE } } }')).toMatchObject({ options: { external: { matchKey: 'a-test' } } });
  });
});

describe('variables in a circle', () => {
  const circular = (names: string): string => `circular variable reference detected: ${names}`;

  it.each([
    ['two', 'variables: { A: $B, B: $A }', circular('["A", "B"]')],
    ['three, and one that leads there', 'variables: { X: $A, A: "$B-$B", B: "x${C}", C: "%A%$C" }', circular('["A", "B", "C"]')],
    ['two circles', 'variables: { A: $B, B: $A, C: $D, D: $C }', circular('["A", "B"], ["C", "D"]')],
  ])('make no pipeline: %s', (_, variables, problem) => {
    expect(planOf(`${variables}\na: { script: x }\nb: { external: true }`)).toEqual({
      ok: false,
      error: { code: 'config_error', message: `a: ${problem}\nb: ${problem}` },
    });
  });

  it('are looked for among all that a job of the pipeline has', () => {
    const text = 'variables: { A: $B, C: c }\na: { trigger: a/b, variables: { B: $C } }\nb: { script: x, inherit: { variables: false }, variables: { C: $A } }';
    expect(namesOf(text)).toEqual(['a', 'b']);
    expect(namesOf(text, { variables: given({ C: '$A' }) })).toBe(`a: ${circular('["A", "B", "C"]')}`);
    expect(namesOf('a: { script: x, variables: { A: $B, B: $A }, rules: [{ if: $NO }] }\nb: { script: x }')).toEqual(['b']);
  });

  it.each([
    ['itself alone', 'variables: { A: "$A-$B", B: b }'],
    ['one that is not expanded', 'variables: { A: $B, B: { value: $A, expand: false } }'],
    ['$$, which is a dollar', 'variables: { A: $B, B: $$A }'],
  ])('are not: %s', (_, variables) => {
    expect(namesOf(`${variables}\na: { script: x }`)).toEqual(['a']);
  });

  it('are broken by one of the job, not by one that is given, which GitLab adds to it', () => {
    expect(namesOf('variables: { A: $B, B: $A }\na: { script: x, variables: { B: b } }')).toEqual(['a']);
    expect(namesOf('variables: { A: $B, B: $A }\na: { script: x }', { variables: given({ A: 'a' }) })).toBe(`a: ${circular('["A", "B"]')}`);
    expect(namesOf('a: { script: x }', { variables: given({ A: '$B', B: '$A' }) })).toBe(`a: ${circular('["A", "B"]')}`);
  });
});

describe('variables', () => {
  const layers = `
variables: { A: root, B: root, C: root, CI_COMMIT_BRANCH: root }
workflow: { rules: [{ if: $CI, variables: { B: workflow, C: workflow } }] }
test: { script: x, variables: { C: job }, rules: [{ if: '$A == "root" && $B == "workflow" && $C == "job" && $CI_COMMIT_BRANCH == "root"' }] }`;

  it('override each other: pipeline, user, job, workflow, root, predefined', () => {
    expect(jobOf(layers)).toMatchObject({
      options: { variables: { A: 'root', B: 'workflow', C: 'job', CI_COMMIT_BRANCH: 'root' } },
    });
    expect(namesOf(layers, { variables: given({ C: 'pipeline' }) })).toBe(EMPTY);
  });

  it.each(['LOGIN: root', 'NAME: Administrator', 'EMAIL: root@holdpoint.invalid', 'ID: 1'])('of the user stand above the configuration: GITLAB_USER_%s', (variable) => {
    const [name = '', value = ''] = `GITLAB_USER_${variable}`.split(': ');
    const rules = (expected: string): string => `rules: [{ if: '$${name} == "${expected}"' }]`;
    const text = (expected: string): string =>
      `variables: { ${name}: own }\nworkflow: { ${rules(expected)} }\ntest: { script: x, variables: { ${name}: own }, ${rules(expected)} }`;
    expect(namesOf(text(value))).toEqual(['test']);
    expect(namesOf(text('given'), { variables: given({ [name]: 'given' }) })).toEqual(['test']);
  });

  it('of a user whom nobody knows leave the configuration its own', () => {
    expect(namesOf('variables: { GITLAB_USER_NAME: own }\ntest: { script: x, rules: [{ if: $GITLAB_USER_NAME == "own" }] }', { user: null })).toEqual(['test']);
  });

  it('of a job do not hold those of the pipeline, which are stored with it', () => {
    expect(jobOf('test: { script: x }', { variables: given({ A: 'b' }) })).toMatchObject({ options: { script: ['x'] } });
  });

  /** What a text with variables comes to where they are expanded. */
  const keyOf = (variables: string, text: string, context: Partial<PlanContext> = {}): unknown => {
    const job = jobOf(`variables: { ${variables} }\ntest: { external: { match: { key: "<${text}>" } } }`, context);
    return (job as { options: { external: { matchKey: string } } }).options.external.matchKey;
  };

  it('that are given may refer to others, unless they are raw', () => {
    expect(keyOf('', '$A', { variables: [{ key: 'A', value: '$CI' }] })).toBe('<true>');
    expect(keyOf('', '$A', { variables: [{ key: 'A', value: '$CI', raw: true }] })).toBe('<$CI>');
  });

  it('are compared by rules as they are written', () => {
    const text = (value: string): string => `variables: { A: $CI_COMMIT_BRANCH }\ntest: { script: x, rules: [{ if: '$A == "${value}"' }] }`;
    expect(namesOf(text('main'))).toBe(EMPTY);
    expect(namesOf(text('$CI_COMMIT_BRANCH'))).toEqual(['test']);
    expect(namesOf('variables: { A: $NO }\nworkflow: { rules: [{ if: $A }] }\ntest: { script: x }')).toEqual(['test']);
  });

  it('stand in tags, by what is written for them, where they are known', () => {
    const text = 'variables: { A: linux, B: $A }\ntest: { script: x, tags: [fixed, $A, "x-${CI_COMMIT_REF_NAME}", $B, $NO, $$A, "%%A%%"] }';
    expect(jobOf(text)).toMatchObject({ options: { tags: ['fixed', 'linux', 'x-main', '$A', '$NO', '$linux', '%linux%'] } });
  });

  it('leave a tag that would grow beyond the limit', () => {
    expect(jobOf(`variables: { A: ${'a'.repeat(40_000)} }\ntest: { script: x, tags: [$A$A] }`)).toMatchObject({ options: { tags: ['$A$A'] } });
  });

  it.each([
    ['$A', 'A: $B, B: "${C}-%C%", C: c', 'c-c'],
    ['an unknown one', 'A: "[$X]"', '[]'],
    ['$$', 'A: "$$B"', '$B'],
    ['expand: false', 'A: { value: $B, expand: false }, B: b', '$B'],
    ['itself', 'A: "$A-$A"', '-'],
    ['itself through another', 'A: "$B", B: "$B:b"', ':b'],
    ['beside one that is itself', 'A: "$B-$C", B: b, C: "c$C"', 'b-c'],
    ['numbers in names only', 'A: "$1 100%"', '$1 100%'],
  ])('are expanded in texts: %s', (_, variables, expected) => {
    expect(keyOf(variables, '$A')).toBe(`<${expected}>`);
  });

  it.each<[string, string, string, Partial<PlanContext>]>([
    ['nothing, where only the configuration has it', 'A: "$A:x"', ':x', {}],
    ['what is predefined', 'CI_COMMIT_BRANCH: "$CI_COMMIT_BRANCH:x"', 'main:x', {}],
    ['what the configuration has, in one that is given', 'A: "x"', 'x:y', { variables: given({ A: '$A:y' }) }],
  ])('stand in their own value for %s', (_, own, expected, context) => {
    const text = `variables: { A: root }\na: { trigger: { include: "g/$${own.split(':')[0]}" }, variables: { ${own} } }`;
    expect(jobOf(text, context)).toMatchObject({ options: { trigger: { include: [`g/${expected}`] } } });
  });

  it('that hold their own name are stored as they are written, for the runner to expand', () => {
    expect(jobOf('a: { script: x, variables: { PATH: "$PATH:x" } }')).toMatchObject({ options: { variables: { PATH: '$PATH:x' } } });
  });

  it('that hold nothing but their own name leave a key empty', () => {
    expect(namesOf('variables: { KEY: $KEY }\na: { external: { match: { key: $KEY } } }')).toMatch(/match:key is empty/);
  });

  it('have the name that Ruby reads', () => {
    expect(jobOf('variables: { 017: a, "018": b, 0x1f: c }\ntest: { script: x }')).toMatchObject({ options: { variables: { 15: 'a', '018': 'b', 31: 'c' } } });
  });

  it.each(['', '{ value: }', '{ value: ~, expand: false }'])('without a value are empty: %s', (value) => {
    const text = `variables: { A: ${value} }\ntest: { script: x, variables: { B: ${value} }, rules: [{ if: '$A == "" && $B == ""' }] }`;
    expect(jobOf(text)).toMatchObject({ options: { variables: { A: '', B: '' } } });
  });

  it('are inherited as the job says', () => {
    const text = (inherit: string): string => `variables: { A: a, B: b }\ntest: { script: x, inherit: { variables: ${inherit} }, rules: [{ if: $A }, { if: $CI }] }`;
    expect(jobOf(text('[B]'))).toMatchObject({ options: { variables: { B: 'b' } } });
    expect(jobOf(text('false'))).toEqual(expect.objectContaining({ options: { script: ['x'] } }));
  });

  it('may be called anything', () => {
    const plan = planOf('variables: { __proto__: a, constructor: b }\ntest: { script: x }');
    const variables = plan.ok ? plan.value.jobs[0]?.options.variables : undefined;
    expect(Object.entries(variables ?? {})).toEqual([['__proto__', 'a'], ['constructor', 'b']]);
    expect(JSON.stringify(variables)).toBe('{"__proto__":"a","constructor":"b"}');
  });
});
