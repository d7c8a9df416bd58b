import type { Instant } from '@holdpoint/kernel';
import type { CallbackRecord } from '@holdpoint/pipeline-application';
import { callbackKeys, pipelineEvent, type JobId, type PipelineChanges, type PipelineFacts } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { written } from './job-columns';

const HISTORY = `INSERT INTO job_history (pipeline_id, seq, job_id, event, from_status, to_status, cause, actor, at, ending)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const MATCH = `INSERT INTO callback_matches (callback_id, pipeline_id, job_id, verdict, reason, at) VALUES ($1, $2, $3, $4, $5, $6)`;
const PARKED = `INSERT INTO parked_callbacks (callback_id, pipeline_id, keys, command, expires_at)
  SELECT $1, $2, $3, $4, holdpoint_now() + callback_parking_ttl_s * interval '1 second' FROM projects WHERE id = $5`;
const CALLBACK = `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at, replay_of, event, occurrence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

/** Writes what is only ever added to: history, matches and parked callbacks. */
export async function writeRecords(
  client: ClientBase,
  { pipelineId, projectId, history, matches, parked }: PipelineChanges,
  numberOf: (jobId: JobId) => JobId,
  now: Instant,
): Promise<void> {
  for (const { seq, jobId, event, from, to, cause, at, ending } of history) {
    await client.query(HISTORY, [pipelineId, seq, numberOf(jobId), event, from, to, cause.type, cause.actor, written(at), ending]);
  }
  for (const { callbackId, jobId, verdict, reason } of matches) {
    await client.query(MATCH, [callbackId, pipelineId, jobId === null ? null : numberOf(jobId), verdict, reason, written(now)]);
  }
  for (const { command, jobName } of parked) {
    const keys = callbackKeys({ projectId, pipelineId, jobName, ref: null, sha: null, matchKey: command.matchKey });
    await client.query(PARKED, [command.callbackId, pipelineId, keys, JSON.stringify(command), projectId]);
  }
}

/** Tells watchers what a pass has changed. */
export async function appendEvent(
  client: ClientBase,
  before: PipelineFacts,
  changes: PipelineChanges,
  numberOf: (jobId: JobId) => JobId,
): Promise<void> {
  const event = pipelineEvent(before, changes, numberOf);
  if (!event) return;
  const { projectId, pipelineId, at, data } = event;
  const values = [projectId, pipelineId, written(at), JSON.stringify(data)];
  await client.query('INSERT INTO events (project_id, pipeline_id, at, data) VALUES ($1, $2, $3, $4)', values);
}

/** Keeps a callback; one that concerns several pipelines is kept once. */
export async function insertCallback(client: ClientBase, callback: CallbackRecord, now: Instant): Promise<void> {
  const { id, projectId, provider, actor, request, replayOf, event, occurrence } = callback;
  const json = [JSON.stringify(request), event && JSON.stringify(event)];
  await client.query(CALLBACK, [id, projectId, provider, actor, json[0], written(now), replayOf, json[1], occurrence]);
}
