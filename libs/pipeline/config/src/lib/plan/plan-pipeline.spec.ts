/**
 * Planning: which jobs are in for which ref, source and variables; what a rule overrides; GitLab's refusals. Small texts,
 * planned for a push to main unless said otherwise. Random valid configs are planned twice (fast-check).
 */
import fc from 'fast-check';
import { CONFIG_LIMITS } from '../config-limits';
import { configOf, EMPTY, given, jobOf, namesOf, planOf, PUSH } from '../testing/config.fixture';
import type { PlanContext } from './plan-context';
import { planPipeline } from './plan-pipeline';

describe('a build', () => {
  it('is planned with what it says', () => {
    const text = `test: { script: [a, [b]], stage: build, image: alpine, tags: [x], retry: 2, timeout: 1h, interruptible: true,
      variables: { A: 1 }, when: delayed, start_in: 5 minutes, allow_failure: true }`;
    expect(jobOf(text)).toEqual({
      kind: 'build',
      name: 'test',
      stage: 'build',
      when: 'delayed',
      allowFailure: true,
      needs: null,
      startInMs: 300_000,
      timeoutMs: 3_600_000,
      interruptible: true,
      resourceGroup: null,
      environment: null,
      retry: { max: 2, when: ['always'] },
      options: { script: ['a', 'b'], image: 'alpine', tags: ['x'], variables: { A: '1' } },
    });
  });

  it('is not retried where retry:when lists nothing', () => {
    expect(jobOf('test: { script: x, retry: { max: 2, when: [] } }')).toMatchObject({ retry: { max: 2, when: [] } });
  });

  it('has defaults', () => {
    expect(jobOf('test: { script: x }')).toEqual({
      kind: 'build',
      name: 'test',
      stage: 'test',
      when: 'on_success',
      allowFailure: false,
      needs: null,
      startInMs: null,
      timeoutMs: null,
      interruptible: false,
      resourceGroup: null,
      environment: null,
      retry: null,
      options: { script: ['x'] },
    });
  });

  it.each([
    ['by default', 'when: manual', true],
    ['unless it says no', 'when: manual, allow_failure: false', false],
    ['unless it names no exit codes', 'when: manual, allow_failure: {}', false],
    ['not by a rule', 'rules: [{ when: manual }]', false],
    ['by a rule that says so', 'rules: [{ when: manual, allow_failure: true }]', true],
    ['by its own when, also with rules', 'when: manual, rules: [{ if: $CI }]', true],
  ])('that is manual may fail %s', (_, keys, allowFailure) => {
    expect(jobOf(`test: { script: x, ${keys} }`)).toMatchObject({ when: 'manual', allowFailure });
  });
});

describe('default', () => {
  const defaults = 'default: { image: a, tags: [b], retry: 1, timeout: 1h, interruptible: true }\n';

  it('applies where a job says nothing', () => {
    expect(jobOf(`${defaults}test: { script: x, image: own, retry: 0 }`)).toMatchObject({
      options: { image: 'own', tags: ['b'] },
      retry: null,
      timeoutMs: 3_600_000,
      interruptible: true,
    });
  });

  it('applies only to what a job inherits', () => {
    expect(jobOf(`${defaults}test: { script: x, inherit: { default: [tags] } }`)).toMatchObject({
      options: { script: ['x'], tags: ['b'] },
      timeoutMs: null,
    });
    expect(jobOf(`${defaults}test: { script: x, inherit: { default: false } }`)).toMatchObject({ options: { script: ['x'] } });
  });
});

describe('stages', () => {
  it('are those that hold a job; positions count over all', () => {
    const text = 'stages: [one, two, .pre, three]\na: { script: x, stage: three }\nb: { script: x, stage: one }\nc: { script: x, stage: .post }';
    expect(planOf(text)).toMatchObject({
      value: { stages: [{ name: 'one', position: 1 }, { name: 'three', position: 3 }, { name: '.post', position: 4 }] },
    });
  });
});

describe('rules', () => {
  it('take the first that matches', () => {
    const text = 'test: { script: x, rules: [{ if: $A, when: manual }, { if: $CI_COMMIT_BRANCH == "main", when: always }, { when: never }] }';
    expect(jobOf(text)).toMatchObject({ when: 'always' });
    expect(jobOf(text, { variables: given({ A: '1' }) })).toMatchObject({ when: 'manual' });
    expect(namesOf(text, { ref: 'other' })).toBe(EMPTY);
  });

  it('leave a job out when none matches', () => {
    expect(namesOf('a: { script: x, rules: [{ if: $A }] }\nb: { script: x }')).toEqual(['b']);
  });

  it('override what a job says', () => {
    const text = `
a: { script: x, stage: build }
test: { script: x, needs: [], interruptible: true, variables: { A: own, B: own }, rules: [{ if: $CI,
  when: delayed, start_in: 1 minute, allow_failure: true, needs: [a], interruptible: false, variables: { A: rule } }] }`;
    const plan = planOf(text);
    expect(plan.ok && plan.value.jobs[1]).toMatchObject({
      when: 'delayed',
      startInMs: 60_000,
      allowFailure: true,
      needs: [{ name: 'a', optional: false }],
      interruptible: false,
      options: { variables: { A: 'rule', B: 'own' } },
    });
  });
});

describe('only and except', () => {
  const MERGE_REQUEST: Partial<PlanContext> = { source: 'merge_request_event' };
  const TAG: Partial<PlanContext> = { ref: 'v1.2', refType: 'tag' };

  it.each<[string, string, Partial<PlanContext>, boolean]>([
    ['nothing said, a branch', '', {}, true],
    ['nothing said, a tag', '', TAG, true],
    ['nothing said, a merge request', '', MERGE_REQUEST, false],
    ['branches', 'only: [branches]', {}, true],
    ['branches, for a tag', 'only: [branches]', TAG, false],
    ['tags', 'only: [tags]', TAG, true],
    ['a ref', 'only: [other, main]', {}, true],
    ['a ref with a slash', 'only: [feature/x]', { ref: 'feature/x' }, true],
    ['a pattern', 'only: [/^v\\d/]', TAG, true],
    ['a pattern with flags', 'only: [/^MA/i]', {}, true],
    ['a pattern that does not match', 'only: [/^MA/]', {}, false],
    ['an empty pattern', 'only: [//]', {}, true],
    ['a name that begins with a slash', 'only: [/main]', {}, false],
    ['the same name', 'only: [/main]', { ref: '/main' }, true],
    ['pushes', 'only: [pushes]', {}, true],
    ['push', 'only: [push]', {}, true],
    ['schedules', 'only: [schedules]', { source: 'schedule' }, true],
    ['web', 'only: [web]', { source: 'web' }, true],
    ['api', 'only: [api]', { source: 'web' }, false],
    ['triggers', 'only: [triggers]', { source: 'trigger' }, true],
    ['pipelines', 'only: [pipelines]', { source: 'pipeline' }, true],
    ['external', 'only: [external]', { source: 'external' }, true],
    ['chat', 'only: [chat]', { source: 'chat' }, true],
    ['merge_requests', 'only: [merge_requests]', MERGE_REQUEST, true],
    ['a ref, for a merge request', 'only: [main]', MERGE_REQUEST, false],
    ['this project', 'only: [branches@group/demo]', {}, true],
    ['another project', 'only: [branches@group/other]', {}, false],
    ['a pattern in this project', 'only: [/^m/@group/demo]', {}, true],
    ['except the ref', 'except: [main]', {}, false],
    ['except another', 'except: { refs: [other] }', {}, true],
    ['both', 'only: [main], except: [pushes]', {}, false],
  ])('%s', (_, keys, context, isIn) => {
    expect(namesOf(`test: { script: x, ${keys} }`, context)).toEqual(isIn ? ['test'] : EMPTY);
  });

  it('have no default where there are workflow rules', () => {
    const text = 'workflow: { rules: [{ when: always }] }\ntest: { script: x }';
    expect(namesOf(text, MERGE_REQUEST)).toEqual(['test']);
  });
});

describe('a refusal', () => {
  it('names needs that did not make it, one per line', () => {
    const text = 'a: { script: x, rules: [{ if: $A }] }\nb: { script: x, needs: [a] }\nc: { script: x, needs: [a] }';
    const line = (job: string): string =>
      `'${job}' job needs 'a' job, but 'a' does not exist in the pipeline. This might be because of the only, except, or ` +
      'rules keywords. To need a job that sometimes does not exist in the pipeline, use needs:optional.';
    expect(planOf(text)).toEqual({ ok: false, error: { code: 'config_error', message: `${line('b')}\n${line('c')}` } });
  });

  it('is not given for optional needs', () => {
    const text = 'a: { script: x, rules: [{ if: $A }] }\nb: { script: x, needs: [{ job: a, optional: true }] }';
    expect(namesOf(text)).toEqual(['b']);
  });

  it('limits needs to 50', () => {
    const needed = (count: number): string => Array.from({ length: count }, (_, index) => `n${index}`).join(', ');
    const jobs = Array.from({ length: 51 }, (_, index) => `n${index}: { script: x }\n`).join('');
    expect(planOf(`${jobs}b: { script: x, needs: [${needed(50)}] }`)).toMatchObject({ ok: true });
    expect(planOf(`${jobs}b: { script: x, needs: [${needed(51)}] }`)).toEqual({
      ok: false,
      error: {
        code: 'config_error',
        message: 'b: one job can only need 50 others, but you have listed 51. See needs keyword documentation for more details',
      },
    });
  });

  it('names a circle that only rules make', () => {
    const text = 'a: { script: x, rules: [{ if: $CI, needs: [b] }] }\nb: { script: x, needs: [a] }';
    expect(namesOf(text)).toBe('The pipeline has circular dependencies: a -> b -> a');
  });

  it.each(['.pre', '.post'])('is given when only %s is left', (stage) => {
    expect(planOf(`test: { script: x, stage: ${stage} }`)).toEqual({ ok: false, error: { code: 'filtered_by_rules', message: EMPTY } });
  });

  it('limits the number of jobs', () => {
    const jobs = (count: number): string => Array.from({ length: count }, (_, index) => `j${index}: {script: x}`).join('\n');
    expect(planOf(jobs(CONFIG_LIMITS.jobsPerPipeline))).toMatchObject({ ok: true });
    expect(planOf(jobs(CONFIG_LIMITS.jobsPerPipeline + 1))).toMatchObject({ ok: false, error: { code: 'size_limit_exceeded' } });
  });
});

describe('a random valid config', () => {
  const ORDER = ['build', 'test', 'deploy'];
  const condition = fc.constantFrom('$CI', '$A', '$CI_COMMIT_BRANCH == "main"', '$A =~ /a+/');
  const rules = fc.option(fc.array(fc.tuple(condition, fc.constantFrom('on_success', 'never')), { minLength: 1, maxLength: 3 }), { nil: null });
  const jobs = fc.array(
    fc.record({ external: fc.boolean(), stage: fc.constantFrom(...ORDER), rules, needs: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  );

  it('gives the same plan twice, and only jobs, stages and needs of its own', () => {
    fc.assert(
      fc.property(jobs, fc.constantFrom('', 'a'), (random, value) => {
        // A need may not point at a later stage.
        const list = random.toSorted((one, other) => ORDER.indexOf(one.stage) - ORDER.indexOf(other.stage));
        const text = list
          .map((job, index) => {
            const rule = job.rules === null ? '' : `, rules: [${job.rules.map(([on, when]) => `{ if: '${on}', when: ${when} }`).join()}]`;
            const needs = job.needs && index > 0 ? `, needs: [{ job: j${index - 1}, optional: true }]` : '';
            return `j${index}: { ${job.external ? 'external: true' : 'script: x'}, stage: ${job.stage}${rule}${needs} }`;
          })
          .join('\n');
        const context = { ...PUSH, variables: given({ A: value }) };
        const plan = planPipeline(configOf(text), context);
        expect(planPipeline(configOf(text), context)).toEqual(plan);
        if (!plan.ok) return;
        const stages = plan.value.stages.map(({ name }) => name);
        for (const job of plan.value.jobs) expect(stages).toContain(job.stage);
      }),
    );
  });
});
