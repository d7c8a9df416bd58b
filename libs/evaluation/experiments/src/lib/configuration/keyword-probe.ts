/** One keyword with a value that would show if it had an effect, in a job or in a rule of a job. */
export interface KeywordProbe {
  /** As it is written: `when: manual`, `rules:variables`. */
  readonly id: string;
  readonly place: 'job' | 'rule';
  readonly keyword: string;
  readonly value: unknown;
  /** What GitLab wants beside it. */
  readonly beside: Readonly<Record<string, unknown>>;
}

const DELAY = { start_in: '1 hour' };
/** Without `on_success`, which is what happens anyway. */
const WHENS = ['on_failure', 'always', 'manual', 'delayed'];

/** Values by keyword: each differs from what the pipeline of the experiment has without it. */
const JOB_VALUES: Readonly<Record<string, unknown>> = {
  after_script: 'x',
  allow_failure: true,
  artifacts: { paths: ['a'] },
  before_script: 'x',
  cache: { paths: ['a'] },
  coverage: '/a/',
  dast_configuration: { site_profile: 'a' },
  dependencies: [],
  environment: 'production',
  except: ['branches'],
  extends: '.base',
  hooks: { pre_get_sources_script: 'x' },
  id_tokens: { TOKEN: { aud: 'a' } },
  identity: 'google_cloud',
  image: 'alpine',
  inherit: { default: false },
  inputs: {},
  interruptible: false,
  manual_confirmation: 'sure?',
  needs: [],
  only: ['tags'],
  pages: true,
  parallel: 3,
  publish: 'public',
  release: { tag_name: 'a' },
  resource_group: 'production',
  retry: 2,
  rules: [{ if: '$ABSENT' }],
  run: [{ name: 'a', script: 'x' }],
  script: 'y',
  secrets: { TOKEN: { vault: 'a/b' } },
  services: ['a'],
  stage: 'after',
  tags: ['a'],
  timeout: '3 hours',
  trigger: 'group/project',
  variables: { A: 'b' },
};

const RULE_VALUES: Readonly<Record<string, unknown>> = {
  allow_failure: true,
  changes: { paths: ['a'], compare_to: 'master' },
  exists: ['a'],
  if: '$ABSENT',
  interruptible: false,
  needs: [],
  variables: { A: 'b' },
};

const probe = (place: KeywordProbe['place'], keyword: string, value: unknown, given: Partial<KeywordProbe> = {}): KeywordProbe => ({
  id: `${place === 'rule' ? 'rules:' : ''}${keyword}`,
  place,
  keyword,
  value,
  beside: {},
  ...given,
});

const probesOf = (place: KeywordProbe['place'], values: Readonly<Record<string, unknown>>): readonly KeywordProbe[] =>
  Object.entries(values).map(([keyword, value]) => probe(place, keyword, value));

/** A word of `when`; a delayed job needs to know how long. */
const whenProbe = (place: KeywordProbe['place'], when: string): KeywordProbe => {
  const plain = probe(place, 'when', when);
  return { ...plain, id: `${plain.id}: ${when}`, beside: when === 'delayed' ? DELAY : {} };
};

/** Every keyword that GitLab knows in a job and in its rules, `external` aside. */
export const KEYWORD_PROBES: readonly KeywordProbe[] = [
  ...probesOf('job', JOB_VALUES),
  probe('job', 'inherit', { variables: false }, { id: 'inherit:variables' }),
  probe('job', 'start_in', DELAY.start_in, { beside: { when: 'delayed' } }),
  ...WHENS.map((when) => whenProbe('job', when)),
  ...probesOf('rule', RULE_VALUES),
  probe('rule', 'start_in', DELAY.start_in, { beside: { when: 'delayed' } }),
  ...[...WHENS, 'never'].map((when) => whenProbe('rule', when)),
];
