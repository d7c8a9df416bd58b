/**
 * The forms of `external` itself, which entry reads a job that has it, and that nothing forbidden comes in by `extends`,
 * a merge key or `default:`. Each form is one small text.
 */
import { given, configOf, messagesOf, planOf } from '../testing/config.fixture';

const shape = 'jobs:wait:external config should be true or a hash';

describe('external', () => {
  it.each(['true', 'yes', 'On', '{}'])('%s is accepted and means the same', (value) => {
    const [job] = configOf(`wait: { external: ${value} }`).jobs;
    expect(job).toMatchObject({ kind: 'external', name: 'wait', external: {} });
  });

  it.each(['false', '"true"', '1', '[]', '[true]', '', '~', 'flux'])('%s is refused and says what to write', (value) => {
    expect(messagesOf(`wait:\n  external: ${value}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^${shape}: .*write \`external: true\``)),
    ]);
  });

  it('refuses keys that nobody knows, all in one line', () => {
    expect(messagesOf('wait: { external: { foo: 1, __proto__: 2 } }')).toEqual([
      'jobs:wait:external config contains unknown keys: foo, __proto__',
    ]);
  });
});

describe('the entry of a job with external', () => {
  it('comes before Job and Bridge', () => {
    expect(messagesOf('wait: { external: true, needs: [] }')).toEqual([]);
    expect(messagesOf('wait: { external: true, script: x, trigger: y }')).toEqual([
      'jobs:wait config contains unknown keys: script, trigger',
    ]);
  });

  it('comes after Hidden', () => {
    expect(messagesOf('.wait: { external: 5, script: x }\ntest: { script: x }')).toEqual([]);
  });

  it('takes no keys of needs but job and optional', () => {
    const text = (need: string): string => `a: { script: x }\nwait: { external: true, needs: [{ job: a, ${need} }] }`;
    expect(messagesOf(text('optional: true'))).toEqual([]);
    expect(messagesOf(text('artifacts: true'))).toEqual([
      'jobs:wait:needs:need config contains unknown keys: artifacts',
    ]);
  });

  it('takes allow_failure as a boolean only', () => {
    expect(messagesOf('wait: { external: true, allow_failure: { exit_codes: 1 } }')).toEqual([
      'jobs:wait:allow_failure config should be a boolean value',
    ]);
  });

  it('cannot choose variables to inherit', () => {
    expect(messagesOf('wait: { external: true, inherit: { variables: false } }')).toEqual([
      expect.stringMatching(/^jobs:wait:inherit config key may not be used with `external`: variables \(/),
    ]);
  });
});

describe('what comes along from elsewhere', () => {
  const forbidden = expect.stringContaining('jobs:wait config key may not be used with `external`: variables');

  it('is refused by extends', () => {
    expect(messagesOf('.base: { variables: { A: b } }\nwait: { extends: .base, external: true }')).toEqual([forbidden]);
  });

  it('is refused by a merge key, at the place where it was written', () => {
    const text = '.base: &base\n  variables: { A: b }\nwait:\n  <<: *base\n  external: true\n';
    expect(messagesOf(text)).toEqual([forbidden]);
  });

  it('is dropped by null', () => {
    const text = '.base: { variables: { A: b }, when: manual }\nwait: { extends: .base, external: true, variables: , when: , rules: [{ variables: }] }';
    expect(messagesOf(text)).toEqual([]);
  });

  it('is taken from default: only for timeout and interruptible', () => {
    const text = 'default: { image: a, tags: [b], retry: 2, timeout: 1h, interruptible: true }\nwait: { external: true }';
    expect(planOf(text)).toMatchObject({
      ok: true,
      value: { jobs: [{ timeoutMs: 3_600_000, interruptible: true, retry: null, options: { external: {} } }] },
    });
  });
});

describe('an external job in a plan', () => {
  it('has a kind of its own, no variables and no when but on_success', () => {
    const text = 'variables: { A: b }\nwait: { external: true, stage: deploy, allow_failure: true, timeout: 90 seconds }';
    const plan = planOf(text, { variables: given({ C: 'd' }) });
    expect(plan).toEqual({
      ok: true,
      value: {
        name: null,
        stages: [{ name: 'deploy', position: 3 }],
        autoCancel: { onJobFailure: 'none', onNewCommit: 'conservative' },
        jobs: [
          {
            kind: 'external',
            name: 'wait',
            stage: 'deploy',
            when: 'on_success',
            allowFailure: true,
            needs: null,
            startInMs: null,
            timeoutMs: 90_000,
            interruptible: false,
            resourceGroup: null,
            environment: null,
            retry: null,
            options: { external: {} },
          },
        ],
      },
    });
  });
});
