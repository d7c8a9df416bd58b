import { Injectable } from '@nestjs/common';
import { DAY_MS } from '@holdpoint/kernel';
import type { NearMissResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { isYetToStart, keysOfJob, MISSED_VERDICTS, nearMisses, waitStateOf, type CiModel, type JobId, type NearMiss, type PlacedJob, type WaitFacts, type WaitState } from '@holdpoint/pipeline-domain';
import { CallbackQueries, HistoryQueries, JobQueries, ResourceGroupQueries, type JobRow, type ParkedRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../../core/active-ci-model';
import { JobReader } from '../../job/job-reader';
import { toProgress } from '../../job/job-responses';
import { toTimestamp, toTimestampOrNull } from '../../view/times';
import type { View } from '../../view/view';
import { toProjectCallback } from '../project-callback-response';
import { REASON_SENTENCES } from '../verdict-answers';
import { missesOf, ownKeys, type LedgerCallback } from './seen-callbacks';
import { keysInWords, MISSING_MAX, summaryOf } from './waiting-words';

/** Callbacks that are looked through for near misses: the newest of the project since a day before the job started. */
const CALLBACKS_MAX = 200;

/** In these a report for the job is parked or taken. */
const OPEN: ReadonlySet<WaitState['type']> = new Set<WaitState['type']>(['waiting', 'not_started', 'waiting_for_resource']);

/** Says why a job still waits, or why it does not. */
@Injectable()
export class WaitingService {
  constructor(
    private readonly reader: JobReader,
    private readonly jobs: JobQueries,
    private readonly histories: HistoryQueries,
    private readonly callbacks: CallbackQueries,
    private readonly groups: ResourceGroupQueries,
    private readonly model: ActiveCiModel,
  ) {}

  async explain(view: View, jobId: number): Promise<WaitingResponse> {
    const job = await this.reader.find(view, jobId);
    const [jobs, history] = await Promise.all([this.jobsAround(job), this.histories.listByJob(jobId)]);
    const state = waitStateOf(this.model.statuses, factsOf(job), jobs);
    const isOpen = OPEN.has(state.type);
    const [parked, misses] = isOpen ? await Promise.all([this.parkedFor(job), this.missesOf(job)]) : [[], []];
    const ahead = state.type === 'waiting_for_resource' ? await this.groups.aheadOf(jobId) : undefined;
    const summary = summaryOf(job, state, { ending: history.findLast(({ ending }) => ending), ahead });
    return { ...outlineOf(job, state, summary, this.model), ...moreOf(state, parked), near_misses: misses };
  }

  private jobsAround(job: JobRow): Promise<readonly PlacedJob[]> {
    return isYetToStart(this.model.statuses, job) ? this.jobs.placedJobsOf(job.pipeline.id) : Promise.resolve([]);
  }

  private parkedFor({ name, options, pipeline }: JobRow): Promise<readonly ParkedRow[]> {
    const { external = null } = options;
    return this.callbacks.parkedFor(name, keysOfJob(pipeline, { name, external }), external?.receiver ?? null);
  }

  private async missesOf(job: JobRow): Promise<readonly NearMissResponse[]> {
    const receivedAfter = (job.startedAt ?? job.createdAt) - DAY_MS;
    const part = { before: null, perPage: CALLBACKS_MAX };
    const { items } = await this.callbacks.listByProjectBefore(job.pipeline.projectId, { receivedAfter, verdicts: MISSED_VERDICTS }, part);
    return nearMisses(ownKeys(job), missesOf(job.id, items)).map((miss) => toNearMiss(job.id, miss));
  }
}

const factsOf = ({ options, ...job }: JobRow): WaitFacts => ({ ...job, external: options.external ?? null });

type Outline = Omit<WaitingResponse, 'missing' | 'parked' | 'near_misses'>;

const outlineOf = (job: JobRow, state: WaitState, summary: string, model: CiModel): Outline => ({
  job_id: job.id,
  job_name: job.name,
  status: job.status,
  waiting: 'until' in state,
  summary,
  keys: state.type === 'not_external' ? [] : keysInWords(job),
  since: toTimestampOrNull(job.startedAt),
  until: 'until' in state ? toTimestampOrNull(state.until) : null,
  deadline_at: toTimestampOrNull(job.deadlineAt),
  cancel_deadline_at: toTimestampOrNull(job.cancelDeadlineAt),
  progress: job.kind === 'external' ? toProgress(job, model) : null,
});

const moreOf = (state: WaitState, parked: readonly ParkedRow[]): Pick<WaitingResponse, 'missing' | 'parked'> => ({
  missing: 'missing' in state ? state.missing.slice(0, MISSING_MAX) : [],
  parked: parked.map(({ callbackId, expiresAt }) => ({ callback_id: callbackId, expires_at: toTimestamp(expiresAt) })),
});

/** With what it came to for the job itself, where it met it: for another it may have been the outcome. */
function toNearMiss(jobId: JobId, { callback: { stored }, difference }: NearMiss<LedgerCallback>): NearMissResponse {
  const { callback_id, received_at, actor, ...lead } = toProjectCallback(stored);
  const own = stored.matches.findLast((match) => match.jobId === jobId);
  const { verdict, reason } = own ? { verdict: own.verdict, reason: REASON_SENTENCES[own.reason] } : lead;
  return { callback_id, received_at, actor, verdict, reason, difference };
}
