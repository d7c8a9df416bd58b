/**
 * What becomes of a keyword in one place: `yes` it works; `later` GitLab has it, this project not yet, and it is an error
 * that says so; `forbidden` an error with a reason; `unknown` an error as for a key nobody knows.
 */
export type Support = 'yes' | 'later' | 'forbidden' | 'unknown';

/** One keyword of a job: in a build, beside `external`, and in `default:`. */
export interface JobKeyword {
  readonly build: Support;
  readonly external: Support;
  readonly defaults: Support;
}

const keyword = (build: Support, external: Support, defaults: Support = 'unknown'): JobKeyword => ({
  build,
  external,
  defaults,
});

/**
 * Every keyword GitLab knows in a job (its entries Processable, Job and Bridge), in alphabetical order. This table is the
 * only place that decides which are supported; all checks of keys read it.
 */
export const JOB_KEYWORDS: Readonly<Record<string, JobKeyword>> = Object.freeze({
  after_script: keyword('later', 'unknown', 'later'),
  allow_failure: keyword('yes', 'yes'),
  artifacts: keyword('later', 'unknown', 'later'),
  before_script: keyword('later', 'unknown', 'later'),
  cache: keyword('later', 'unknown', 'later'),
  coverage: keyword('later', 'unknown'),
  dast_configuration: keyword('later', 'unknown'),
  dependencies: keyword('later', 'unknown'),
  environment: keyword('later', 'later'),
  except: keyword('yes', 'yes'),
  extends: keyword('yes', 'yes'),
  external: keyword('unknown', 'yes'),
  hooks: keyword('later', 'unknown', 'later'),
  id_tokens: keyword('later', 'unknown', 'later'),
  identity: keyword('later', 'unknown', 'later'),
  image: keyword('yes', 'unknown', 'yes'),
  inherit: keyword('yes', 'yes'),
  inputs: keyword('later', 'unknown'),
  interruptible: keyword('yes', 'yes', 'yes'),
  manual_confirmation: keyword('later', 'unknown'),
  needs: keyword('yes', 'yes'),
  only: keyword('yes', 'yes'),
  pages: keyword('later', 'unknown'),
  parallel: keyword('later', 'unknown'),
  publish: keyword('later', 'unknown'),
  release: keyword('later', 'unknown'),
  resource_group: keyword('later', 'later'),
  retry: keyword('yes', 'unknown', 'yes'),
  rules: keyword('yes', 'yes'),
  run: keyword('later', 'unknown'),
  script: keyword('yes', 'unknown'),
  secrets: keyword('later', 'unknown'),
  services: keyword('later', 'unknown', 'later'),
  stage: keyword('yes', 'yes'),
  start_in: keyword('yes', 'unknown'),
  tags: keyword('yes', 'unknown', 'yes'),
  timeout: keyword('yes', 'yes', 'yes'),
  trigger: keyword('later', 'unknown'),
  variables: keyword('yes', 'forbidden'),
  when: keyword('yes', 'forbidden'),
});

/** GitLab's keywords at the root; every other key there names a job. */
export const ROOT_KEYWORDS: Readonly<Record<string, Support>> = Object.freeze({
  after_script: 'later',
  before_script: 'later',
  cache: 'later',
  default: 'yes',
  image: 'later',
  include: 'later',
  services: 'later',
  spec: 'later',
  stages: 'yes',
  variables: 'yes',
  workflow: 'yes',
});

/** One keyword of a rule: in `rules` of a build, and in `rules` beside `external`. */
export const RULE_KEYWORDS: Readonly<Record<string, Pick<JobKeyword, 'build' | 'external'>>> = Object.freeze({
  allow_failure: keyword('yes', 'yes'),
  changes: keyword('later', 'later'),
  exists: keyword('later', 'later'),
  if: keyword('yes', 'yes'),
  interruptible: keyword('yes', 'yes'),
  needs: keyword('yes', 'yes'),
  start_in: keyword('yes', 'unknown'),
  variables: keyword('yes', 'forbidden'),
  when: keyword('yes', 'yes'),
});
