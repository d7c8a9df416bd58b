import type {
  EventJobResponse,
  EventPipelineResponse,
  EventProgressResponse,
  PipelineEventResponse,
  StreamPositionResponse,
} from '@holdpoint/pipeline-contract';
import { JOB_KINDS } from '@holdpoint/pipeline-domain';
import { boolean, integer, listOf, nullable, nullableRef, objectOf, ref, text, timestamp, words } from '../schema';

/** Schemas of live events. */
export const EVENT_SCHEMAS = {
  EventPipeline: objectOf<EventPipelineResponse>({
    id: integer,
    project_id: integer,
    ref: text,
    sha: text,
    status: ref('Status'),
    from: ref('Status'),
    started_at: nullable(timestamp),
    finished_at: nullable(timestamp),
    duration: nullable(integer),
  }),
  EventProgress: objectOf<EventProgressResponse>({ percent: nullable(integer), description: nullable(text), target_url: nullable(text) }),
  EventJob: objectOf<EventJobResponse>({
    id: integer,
    name: text,
    kind: words(...JOB_KINDS),
    stage: text,
    status: ref('Status'),
    from: nullableRef('Status'),
    attempt: integer,
    retried: boolean,
    allow_failure: boolean,
    failure_reason: nullable(text),
    scheduled_at: nullable(timestamp),
    started_at: nullable(timestamp),
    finished_at: nullable(timestamp),
    deadline_at: nullable(timestamp),
    heartbeat_at: nullable(timestamp),
    progress: nullableRef('EventProgress'),
  }),
  PipelineEvent: objectOf<PipelineEventResponse>({
    at: timestamp,
    pipeline: ref('EventPipeline'),
    stages: listOf(objectOf<PipelineEventResponse['stages'][number]>({ name: text, status: ref('Status') })),
    jobs: listOf(ref('EventJob')),
  }),
  StreamPosition: {
    ...objectOf<StreamPositionResponse>({ last_event_id: text, message: text }),
    description: 'Data of the events `ready` and `reset`.',
  },
};
