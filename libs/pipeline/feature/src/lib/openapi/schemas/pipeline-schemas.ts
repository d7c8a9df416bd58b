import type {
  DetailedStatusResponse,
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
  StageResponse,
} from '@holdpoint/pipeline-contract';
import { JOB_KINDS, STATUSES } from '@holdpoint/pipeline-domain';
import { boolean, integer, nullable, nullableRef, objectOf, ref, text, timestamp, words, type Schema } from '../schema';

const summary: Readonly<Record<keyof PipelineSummaryResponse, Schema>> = {
  id: integer,
  iid: integer,
  project_id: integer,
  sha: text,
  ref: text,
  status: ref('Status'),
  source: text,
  name: nullable(text),
  created_at: timestamp,
  updated_at: timestamp,
  web_url: text,
};

/** Schemas of pipelines, their stages and their history. */
export const PIPELINE_SCHEMAS = {
  Status: words(...STATUSES),
  DetailedStatus: objectOf<DetailedStatusResponse>({
    icon: text,
    text,
    label: text,
    group: text,
    tooltip: text,
    has_details: boolean,
    details_path: nullable(text),
    illustration: nullable({ type: 'object' }),
    favicon: text,
  }),
  PipelineSummary: objectOf<PipelineSummaryResponse>(summary),
  Pipeline: objectOf<PipelineResponse>({
    ...summary,
    before_sha: text,
    tag: boolean,
    yaml_errors: nullable(text),
    user: nullableRef('User'),
    started_at: nullable(timestamp),
    finished_at: nullable(timestamp),
    committed_at: nullable(timestamp),
    duration: nullable(integer),
    queued_duration: nullable(integer),
    coverage: nullable(text),
    detailed_status: ref('DetailedStatus'),
  }),
  PipelineVariable: objectOf<PipelineVariableResponse>({
    variable_type: words('env_var'),
    key: text,
    value: text,
    raw: boolean,
  }),
  Stage: objectOf<StageResponse>({
    id: integer,
    pipeline_id: integer,
    name: text,
    position: integer,
    status: ref('Status'),
    detailed_status: ref('DetailedStatus'),
  }),
  HistoryEntry: objectOf<HistoryEntryResponse>({
    seq: integer,
    pipeline_id: integer,
    job_id: integer,
    job_name: text,
    kind: words(...JOB_KINDS),
    attempt: integer,
    event: text,
    from: ref('Status'),
    to: ref('Status'),
    cause: objectOf<HistoryEntryResponse['cause']>({ type: text, actor: nullable(text) }),
    at: timestamp,
  }),
};
