/**
 * What `external` says of the events that end a job: the forms of `match` and what they refuse, in the text and once variables
 * are known, and what failures and newer revisions mean. What Kubernetes takes for a name is told here by its own patterns.
 */
import fc from 'fast-check';
import { given, messagesOf, planOf } from '../testing/config.fixture';

const externalOf = (external: object, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(JSON.stringify({ wait: { external } }), { variables: given(variables) });
  return plan.ok ? plan.value.jobs[0]?.options.external : plan.error.message;
};
const refusalsOf = (external: object): readonly string[] => messagesOf(JSON.stringify({ wait: { external } }));

const OBJECT = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const [MATCH, EXTERNAL] = ['jobs:wait:external:match', 'jobs:wait:external'];
const WRITE = expect.stringContaining('write `match: { key: … }`') as string;

describe('an object', () => {
  it('is planned with the receiver that tells of it', () => {
    expect(externalOf({ provider: 'flux', match: OBJECT })).toEqual({ object: OBJECT });
    expect(externalOf({ match: { ...OBJECT, receiver: 'prod' } })).toEqual({ object: OBJECT, receiver: 'prod' });
  });

  it('has its variables expanded, in every text', () => {
    const match = { kind: '$KIND', namespace: '${TEAM}-%ENV%', name: '$CI_COMMIT_REF_SLUG.app', receiver: '$ENV' };
    expect(externalOf({ match }, { KIND: 'HelmRelease', TEAM: 'a', ENV: 'prod' })).toEqual({
      object: { kind: 'HelmRelease', namespace: 'a-prod', name: 'main.app' },
      receiver: 'prod',
    });
  });

  it.each(['kustomization', 'HELMRELEASE'])('is spelled as Flux spells it when it is written as %s', (kind) => {
    const planned = { object: { ...OBJECT, kind: kind === 'kustomization' ? 'Kustomization' : 'HelmRelease' } };
    expect(externalOf({ match: { ...OBJECT, kind } })).toEqual(planned);
    expect(externalOf({ match: { ...OBJECT, kind: '$KIND' } }, { KIND: kind })).toEqual(planned);
  });

  it.each([
    ['GitRepository', '; watch the Kustomization that uses this GitRepository'],
    ['OCIRepository', '; watch the Kustomization or HelmRelease that uses this OCIRepository'],
    ['Bucket', '; watch the Kustomization that uses this Bucket'],
    ['HelmChart', '; watch the HelmRelease that uses this HelmChart'],
    ['HelmRepository', '; watch the HelmRelease that uses this HelmRepository'],
    ['ImagePolicy', ''],
    ['constructor', ''],
  ])('is not of kind %s', (kind, hint) => {
    const problem = `can't be ${kind}: only Kustomization and HelmRelease say how a deployment has ended${hint}`;
    expect(refusalsOf({ match: { ...OBJECT, kind } })).toEqual([`${MATCH} kind ${problem}`.toLowerCase()]);
    expect(externalOf({ match: { ...OBJECT, kind: '$KIND' } }, { KIND: kind })).toBe(`'wait' job: external:match:kind ${problem}`);
  });

  it.each([
    [{ kind: 'Kustomization' }, 'namespace, name'],
    [{ name: 'podinfo', namespace: null }, 'kind, namespace'],
    [{ receiver: 'prod' }, 'kind, namespace, name'],
  ])('is whole: %j is not', (match, missing) => {
    expect(refusalsOf({ match })).toEqual([`${MATCH} config missing required keys: ${missing}`]);
  });

  it('tells everything that its variables made wrong, one per line', () => {
    const match = { kind: '$A', namespace: '$A', name: '$B', receiver: '$C' };
    expect(externalOf({ match }, { A: 'x'.repeat(64), B: '-', C: ' ' })).toBe(
      [
        'kind is too long (maximum is 63 characters)',
        'namespace is too long (maximum is 63 characters)',
        'name should be lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part',
        'receiver is empty once its variables are expanded',
      ]
        .map((problem) => `'wait' job: external:match:${problem}`)
        .join('\n'),
    );
  });
});

describe('names of objects', () => {
  const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
  const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
  const nearName = fc.stringMatching(/^[a-cX0-1._-]{1,8}$/);
  const long = fc.integer({ min: 60, max: 260 }).map((length) => 'a'.repeat(length));
  const name = fc.oneof(nearName, long, fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/[$%]/.test(text)));

  it.each([
    ['namespace', label, 63],
    ['name', subdomain, 253],
  ] as const)('%s is what Kubernetes takes, written out or by a variable', (key, pattern, max) => {
    const isName = (text: string): boolean => pattern.test(text) && text.length <= max;
    fc.assert(
      fc.property(name, (text) => {
        expect([text, refusalsOf({ match: { ...OBJECT, [key]: text } }).length]).toEqual([text, isName(text) ? 0 : 1]);
        const planned = externalOf({ match: { ...OBJECT, [key]: '$TEXT' } }, { TEXT: text });
        if (isName(text)) expect(planned).toEqual({ object: { ...OBJECT, [key]: text } });
        else expect(planned).toMatch(new RegExp(`^'wait' job: external:match:${key} `));
      }),
    );
  });
});

describe('a commit status', () => {
  it('is planned with its variables, for Flux or for whoever sets it', () => {
    expect(externalOf({ match: { commit_status: 'deploy/$ENV' } }, { ENV: 'prod' })).toEqual({ commitStatus: 'deploy/prod' });
    expect(externalOf({ provider: 'flux', match: { commit_status: 'x'.repeat(255) } })).toEqual({ commitStatus: 'x'.repeat(255) });
  });

  it.each([
    [' ', "can't be blank"],
    [5, 'should be a string'],
    ['x'.repeat(256), 'is too long (maximum is 255 characters)'],
    ['a-$CI_JOB_ID', "can't use ci_job_id: it has no value yet when a pipeline is planned"],
  ])('is not %j', (name, problem) => {
    expect(refusalsOf({ match: { commit_status: name } })).toEqual([`${MATCH} commit status ${problem}`]);
  });
});

it.each([
  [{ key: 'a', ...OBJECT }, 'key, kind'],
  [{ key: 'a', receiver: 'prod' }, 'key, receiver'],
  [{ key: 'a', commit_status: 'b' }, 'key, commit_status'],
  [{ commit_status: 'b', name: 'podinfo' }, 'commit_status, name'],
])('refuses forms that are mixed: %j', (match, keys) => {
  const refusals = refusalsOf({ provider: 'flux', match, on_superseded: 'success' });
  expect(refusals).toEqual([expect.stringContaining(`${MATCH} config these keys cannot be used together: ${keys} (`)]);
  expect(refusals).toEqual([WRITE]);
});

describe('provider', () => {
  it.each(['json', 'cloudevents'])('%s needs no match', (provider) => {
    expect(externalOf({ provider })).toEqual({});
    expect(externalOf({ provider, match: { key: 'a' } })).toEqual({ matchKey: 'a' });
  });

  it.each([{}, { match: { key: 'a' } }])('flux beside %j is refused, and says what to write', (rest) => {
    expect(refusalsOf({ provider: 'flux', ...rest })).toEqual([
      `${EXTERNAL} provider flux names no job in its events: write \`match: { kind: kustomization, namespace: …, name: … }\`, ` +
        'or `match: { commit_status: … }` for a provider of type gitlab',
    ]);
  });

  it.each(['argo', 'Flux', true, {}])('%j is not known', (provider) => {
    expect(refusalsOf({ provider, match: OBJECT })).toEqual([`${EXTERNAL} provider should be one of: flux, json, cloudevents`]);
  });
});

describe('fail_on', () => {
  it.each([
    ['first', 1],
    ['never', null],
    [1, 1],
    [100, 100],
  ])('%j is planned as %j, whatever ends the job', (written, failOn) => {
    expect(externalOf({ fail_on: written })).toEqual({ failOn });
    expect(externalOf({ fail_on: written, match: OBJECT })).toEqual({ object: OBJECT, failOn });
  });

  it.each([0, 101, -1, 1.5, '3', 'last', true, [1]])('%j is refused', (written) => {
    expect(refusalsOf({ fail_on: written })).toEqual([`${EXTERNAL} fail on should be first, never or an integer from 1 to 100`]);
  });

  it('is not said when it is left empty', () => expect(externalOf({ fail_on: null })).toEqual({}));
});

describe('on_superseded', () => {
  it.each(['wait', 'success', 'failed'])('%s is planned for an object', (onSuperseded) => {
    expect(externalOf({ match: OBJECT, on_superseded: onSuperseded })).toEqual({ object: OBJECT, onSuperseded });
  });

  it.each([{}, { match: { key: 'a' } }, { match: { commit_status: 'a' } }])('is refused beside %j, and says why', (rest) => {
    expect(refusalsOf({ on_superseded: 'success', ...rest })).toEqual([
      `${EXTERNAL} config key may not be used without \`match: { kind, namespace, name }\`: on_superseded ` +
        '(only an object is known to go on to a newer revision)',
    ]);
  });

  it.each(['skipped', 'canceled', false])('%j is not known', (onSuperseded) => {
    expect(refusalsOf({ match: OBJECT, on_superseded: onSuperseded })).toEqual([
      `${EXTERNAL} on superseded should be one of: wait, success, failed`,
    ]);
  });
});
