/**
 * Planning: whether there is a pipeline at all, and what may cancel it. Small texts, planned for a push to main unless
 * said otherwise.
 */
import { given, namesOf, planOf } from '../testing/config.fixture';

const NOT_RUN = 'The pipeline did not run. Review the workflow:rules configuration for the pipeline.';

describe('workflow', () => {
  const text = (rules: string): string => `workflow: { rules: [${rules}] }\ntest: { script: x }`;

  it.each([
    ['a rule that matches', '{ if: $CI }', ['test']],
    ['never', '{ if: $CI, when: never }, { when: always }', NOT_RUN],
    ['always after one that does not match', '{ if: $A, when: never }, { when: always }', ['test']],
    ['none that matches', '{ if: $A }', NOT_RUN],
  ])('%s', (_, rules, expected) => {
    expect(namesOf(text(rules))).toEqual(expected);
  });

  it('has a code of its own', () => {
    expect(planOf(text('{ when: never }'))).toEqual({ ok: false, error: { code: 'filtered_by_workflow_rules', message: NOT_RUN } });
  });

  it('names the pipeline', () => {
    const named = (name: string): string => `variables: { A: a }\nworkflow: { name: "${name}" }\ntest: { script: x }`;
    expect(planOf(named('$A on $CI_COMMIT_BRANCH'))).toMatchObject({ value: { name: 'a on main' } });
    expect(planOf(named('$NOTHING'))).toMatchObject({ value: { name: null } });
    expect(planOf(named('$LONG'), { variables: given({ LONG: 'n'.repeat(300) }) })).toMatchObject({ value: { name: 'n'.repeat(255) } });
    expect(planOf(named('$LONG'), { variables: given({ LONG: `${'n'.repeat(254)}\u{1F600}` }) })).toMatchObject({ value: { name: 'n'.repeat(254) } });
  });

  it('takes auto_cancel from the matching rule, else from itself', () => {
    const cancel = (rule: string): string =>
      `workflow: { auto_cancel: { on_job_failure: all }, rules: [{ if: $A, auto_cancel: { on_job_failure: none } }, { if: $CI${rule} }] }\ntest: { script: x }`;
    expect(planOf(cancel(''))).toMatchObject({ value: { autoCancel: { onJobFailure: 'all' } } });
    expect(planOf(cancel(''), { variables: given({ A: 'a' }) })).toMatchObject({ value: { autoCancel: { onJobFailure: 'none' } } });
  });
});

describe('auto_cancel:on_new_commit', () => {
  const onNewCommit = (workflow: string): unknown => {
    const plan = planOf(`${workflow}\ntest: { script: x }`);
    return plan.ok && plan.value.autoCancel.onNewCommit;
  };

  it.each([
    ['', 'conservative'],
    ['workflow: { auto_cancel: { on_job_failure: all } }', 'conservative'],
    ['workflow: { auto_cancel: { on_new_commit: conservative } }', 'conservative'],
    ['workflow: { auto_cancel: { on_new_commit: interruptible } }', 'interruptible'],
    ['workflow: { auto_cancel: { on_new_commit: none } }', 'none'],
    ['workflow: { rules: [{ auto_cancel: { on_new_commit: none } }] }', 'none'],
    ['workflow: { auto_cancel: { on_new_commit: interruptible }, rules: [{ if: $NO, auto_cancel: { on_new_commit: none } }, { if: $CI }] }', 'interruptible'],
    ['workflow: { auto_cancel: { on_new_commit: interruptible }, rules: [{ if: $CI, auto_cancel: { on_job_failure: all } }] }', 'interruptible'],
  ])('%s is %s', (workflow, expected) => {
    expect(onNewCommit(workflow)).toBe(expected);
  });
});

describe('interruptible', () => {
  const interruptible = (text: string): unknown => {
    const plan = planOf(text);
    return plan.ok && plan.value.jobs[0]?.interruptible;
  };
  const kinds = ['script: x', 'external: true', 'trigger: a/b'];

  it.each(kinds)('is planned beside %s: own value, else default:, else false; a rule has the last word', (kind) => {
    expect(interruptible(`a: { ${kind} }`)).toBe(false);
    expect(interruptible(`a: { ${kind}, interruptible: true }`)).toBe(true);
    expect(interruptible(`default: { interruptible: true }\na: { ${kind} }`)).toBe(true);
    expect(interruptible(`default: { interruptible: true }\na: { ${kind}, interruptible: false }`)).toBe(false);
    expect(interruptible(`default: { interruptible: true }\na: { ${kind}, inherit: { default: false } }`)).toBe(false);
    expect(interruptible(`a: { ${kind}, interruptible: true, rules: [{ if: $CI, interruptible: false }] }`)).toBe(false);
  });
});

it.each([
  ['$A', 'A: x$B, B: y$A', 'x$B'],
  ['$A', 'A: x$B, B: $C, C: $B', 'x$C'],
  ['$A $B', 'A: $A-1, B: $A', '-1 -1'],
])('a name %s of %s, which go round, is %s: none on the way round is expanded', (name, variables, expected) => {
  const plan = planOf(`workflow: { name: "${name}" }\nvariables: { ${variables} }\ntest: { script: x, inherit: { variables: false } }`);
  expect(plan.ok && plan.value.name).toBe(expected);
});
