import { err, ok, type Result } from '@holdpoint/kernel';
import type { CallbackMatch, PipelineId } from '@holdpoint/pipeline-domain';
import { v7 as uuidv7 } from 'uuid';
import type { Corridor } from '../corridor/corridor';
import type { CorridorAnswer, CorridorRefusal } from '../corridor/corridor-member';
import type { CallbackLedger, PipelineLookup } from '../ports/pipeline-lookup';
import type { CallbackRecord } from '../ports/pipeline-store';

/** A report about external work; the attributes of GitLab's proposed `pipeline_callback`. */
export interface CallbackReport {
  readonly projectId: number;
  readonly actor: string;
  readonly outcome: 'success' | 'failed';
  /** At least one of `jobId` and `jobName`; both must then name one job. */
  readonly jobId: number | null;
  readonly jobName: string | null;
  readonly pipelineId: PipelineId | null;
  readonly ref: string | null;
  readonly sha: string | null;
  /** What the caller sent, for the ledger; without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** What a report came to: its row in the ledger and one match for every pipeline that it met. */
export interface ReportedCallback {
  readonly callbackId: string;
  readonly matches: readonly ReportedMatch[];
}

/** A match with the pipeline it was made in. */
export interface ReportedMatch extends CallbackMatch {
  readonly pipelineId: PipelineId;
}

/** Why a report met no pipeline, or could not be taken now. */
export type CallbackRefusal = 'pipeline_not_found' | 'job_not_found' | Exclude<CorridorRefusal, 'pipeline_not_found'>;

/**
 * Takes a report about external work to every pipeline it names and answers when all of them have committed.
 * All keys of a report must agree: it never falls back to a weaker one.
 */
export class ReportCallback {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly ledger: CallbackLedger,
    private readonly corridor: Corridor,
  ) {}

  async execute(report: CallbackReport): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const callback = recordOf(report);
    const pipelines = await this.findPipelines(report);
    if (!pipelines.ok) {
      await this.ledger.recordUnmatched(callback, pipelines.error);
      return pipelines;
    }
    if (pipelines.value.length === 0) await this.ledger.recordUnmatched(callback, 'no_pipeline');
    const answers = await Promise.all(pipelines.value.map((id) => this.submit(id, report, callback)));
    return collect(callback.id, pipelines.value, answers);
  }

  private async findPipelines(report: CallbackReport): Promise<Result<readonly PipelineId[], CallbackRefusal>> {
    const { projectId, jobId, pipelineId, ref, sha } = report;
    const candidates: (readonly PipelineId[])[] = [];
    if (pipelineId !== null) {
      if (!(await this.lookup.exists(projectId, pipelineId))) return err('pipeline_not_found');
      candidates.push([pipelineId]);
    }
    if (jobId !== null) {
      const ofJob = await this.lookup.findPipelineOfJob(projectId, jobId);
      if (ofJob === undefined) return err('job_not_found');
      candidates.push([ofJob]);
    }
    if (ref !== null && sha !== null) candidates.push(await this.lookup.findByRefAndSha(projectId, ref, sha));
    return ok(intersection(candidates));
  }

  private submit(pipelineId: PipelineId, report: CallbackReport, callback: CallbackRecord): Promise<CorridorAnswer> {
    const { jobId, jobName, outcome, actor } = report;
    const command = { type: 'callback', callbackId: callback.id, jobId, jobName, outcome, actor } as const;
    return this.corridor.submit({ pipelineId, command, callback });
  }
}

function recordOf({ projectId, actor, request }: CallbackReport): CallbackRecord {
  return { id: uuidv7(), projectId, provider: 'pipeline_callback', actor, request };
}

function intersection(lists: readonly (readonly PipelineId[])[]): readonly PipelineId[] {
  const [first = [], ...others] = lists;
  return first.filter((id) => others.every((list) => list.includes(id)));
}

/** When one of several pipelines could not be reached the sender must try again: the others answer `duplicate` then. */
function collect(
  callbackId: string,
  pipelines: readonly PipelineId[],
  answers: readonly CorridorAnswer[],
): Result<ReportedCallback, CallbackRefusal> {
  const matches: ReportedMatch[] = [];
  for (const [index, answer] of answers.entries()) {
    if (!answer.ok) return err(answer.error);
    const pipelineId = pipelines[index];
    if (pipelineId === undefined || answer.value.type !== 'matched') throw new Error('a callback is answered by a match');
    matches.push({ ...answer.value.match, pipelineId });
  }
  return ok({ callbackId, matches });
}
