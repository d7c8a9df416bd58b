import type {
  BridgeResponse,
  BuildResponse,
  ExternalJobResponse,
  JobBaseResponse,
  WaitingForResponse,
} from '@holdpoint/pipeline-contract';
import {
  boolean,
  integer,
  listOf,
  nullable,
  nullableRef,
  number,
  objectOf,
  ref,
  text,
  timestamp,
  words,
  type Schema,
} from '../schema';

const job: Readonly<Record<keyof JobBaseResponse, Schema>> = {
  id: integer,
  name: text,
  stage: text,
  status: ref('Status'),
  ref: text,
  tag: boolean,
  coverage: nullable(number),
  allow_failure: boolean,
  created_at: timestamp,
  started_at: nullable(timestamp),
  finished_at: nullable(timestamp),
  erased_at: nullable(timestamp),
  duration: nullable(number),
  queued_duration: nullable(number),
  user: nullableRef('User'),
  commit: nullableRef('Commit'),
  pipeline: ref('PipelineSummary'),
  failure_reason: text,
  web_url: text,
  project: objectOf<JobBaseResponse['project']>({ ci_job_token_scope_enabled: boolean }),
  when: text,
  needs: nullable(listOf(text)),
  attempt: integer,
  retried: boolean,
  actions: { type: 'array', items: words('play', 'cancel', 'retry') },
  interruptible: boolean,
  timeout: number,
  scheduled_at: nullable(timestamp),
  deadline_at: nullable(timestamp),
};

/** Schemas of jobs, kind by kind. */
export const JOB_SCHEMAS = {
  Build: objectOf<BuildResponse>(
    {
      ...job,
      kind: words('build'),
      archived: boolean,
      tag_list: listOf(text),
      artifacts: listOf({ type: 'object' }),
      artifacts_expire_at: nullable(timestamp),
      runner: nullable({ type: 'object' }),
      runner_manager: nullable({ type: 'object' }),
    },
    'failure_reason',
  ),
  Bridge: objectOf<BridgeResponse>(
    { ...job, kind: words('bridge'), downstream_pipeline: nullableRef('PipelineSummary') },
    'failure_reason',
  ),
  ExternalJob: objectOf<ExternalJobResponse>(
    { ...job, kind: words('external'), waiting_for: nullableRef('WaitingFor') },
    'failure_reason',
  ),
  WaitingFor: objectOf<WaitingForResponse>({
    provider: text,
    callback: objectOf<WaitingForResponse['callback']>({
      pipeline_id: integer,
      job_id: integer,
      job_name: text,
      ref: text,
      sha: text,
    }),
    seconds_left: integer,
  }),
  Job: {
    oneOf: [ref('Build'), ref('Bridge'), ref('ExternalJob')],
    discriminator: {
      propertyName: 'kind',
      mapping: {
        build: '#/components/schemas/Build',
        bridge: '#/components/schemas/Bridge',
        external: '#/components/schemas/ExternalJob',
      },
    },
  },
};
