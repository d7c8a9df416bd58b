/**
 * What becomes of a keyword in one place: `yes` it works; `later` GitLab has it, this project not yet, and it is an error
 * that says so; `forbidden` an error with a reason; `unknown` an error as for a key nobody knows.
 */
export type Support = 'yes' | 'later' | 'forbidden' | 'unknown';

/** One keyword of a job: in a build, beside `external`, in `default:`, and in a bridge. */
export interface JobKeyword {
  readonly build: Support;
  readonly external: Support;
  readonly defaults: Support;
  readonly bridge: Support;
}

const keyword = (build: Support, external: Support, defaults: Support = 'unknown'): JobKeyword => ({
  build,
  external,
  defaults,
  bridge: 'unknown',
});

/** A keyword that GitLab's Bridge entry has as well. */
const bridged = (build: Support, external: Support, defaults: Support = 'unknown', bridge: Support = 'yes'): JobKeyword => ({
  ...keyword(build, external, defaults),
  bridge,
});

/**
 * Every keyword GitLab knows in a job (its entries Processable, Job and Bridge), in alphabetical order. This table is the
 * only place that decides which are supported; all checks of keys read it.
 */
export const JOB_KEYWORDS: Readonly<Record<string, JobKeyword>> = Object.freeze({
  after_script: keyword('later', 'unknown', 'later'),
  allow_failure: bridged('yes', 'yes'),
  artifacts: keyword('later', 'unknown', 'later'),
  before_script: keyword('later', 'unknown', 'later'),
  cache: keyword('later', 'unknown', 'later'),
  coverage: keyword('later', 'unknown'),
  dast_configuration: keyword('later', 'unknown'),
  dependencies: keyword('later', 'unknown'),
  environment: bridged('yes', 'yes'),
  except: bridged('yes', 'yes'),
  extends: bridged('yes', 'yes'),
  external: keyword('unknown', 'yes'),
  hooks: keyword('later', 'unknown', 'later'),
  id_tokens: keyword('later', 'unknown', 'later'),
  identity: keyword('later', 'unknown', 'later'),
  image: keyword('yes', 'unknown', 'yes'),
  inherit: bridged('yes', 'yes'),
  inputs: keyword('later', 'unknown'),
  interruptible: bridged('yes', 'yes', 'yes'),
  manual_confirmation: keyword('yes', 'unknown'),
  needs: bridged('yes', 'yes'),
  only: bridged('yes', 'yes'),
  pages: keyword('later', 'unknown'),
  parallel: bridged('yes', 'unknown'),
  publish: keyword('later', 'unknown'),
  release: keyword('later', 'unknown'),
  resource_group: bridged('yes', 'yes'),
  retry: keyword('yes', 'unknown', 'yes'),
  rules: bridged('yes', 'yes'),
  run: keyword('later', 'unknown'),
  script: keyword('yes', 'unknown'),
  secrets: keyword('later', 'unknown'),
  services: keyword('later', 'unknown', 'later'),
  stage: bridged('yes', 'yes'),
  start_in: keyword('yes', 'unknown'),
  tags: keyword('yes', 'unknown', 'yes'),
  timeout: keyword('yes', 'yes', 'yes'),
  trigger: bridged('unknown', 'unknown'),
  variables: bridged('yes', 'forbidden'),
  when: bridged('yes', 'forbidden'),
});

/** GitLab's keywords at the root; every other key there names a job. */
export const ROOT_KEYWORDS: Readonly<Record<string, Support>> = Object.freeze({
  after_script: 'later',
  before_script: 'later',
  cache: 'later',
  default: 'yes',
  image: 'later',
  include: 'yes',
  services: 'later',
  stages: 'yes',
  variables: 'yes',
  workflow: 'yes',
});

/** One keyword of a rule: in `rules` of a build or bridge, and beside `external`. */
export const RULE_KEYWORDS: Readonly<Record<string, Pick<JobKeyword, 'build' | 'external' | 'bridge'>>> = Object.freeze({
  allow_failure: bridged('yes', 'yes'),
  changes: bridged('yes', 'yes'),
  exists: bridged('yes', 'yes'),
  if: bridged('yes', 'yes'),
  interruptible: bridged('yes', 'yes'),
  needs: bridged('yes', 'yes'),
  start_in: keyword('yes', 'unknown'),
  variables: bridged('yes', 'forbidden'),
  when: bridged('yes', 'yes'),
});
