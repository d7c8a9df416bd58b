import { Injectable } from '@nestjs/common';
import { ActOnJob } from '@holdpoint/pipeline-application';
import type { HistoryEntryResponse, JobResponse, LedgerEntryResponse } from '@holdpoint/pipeline-contract';
import { mayForceCancel } from '@holdpoint/pipeline-domain';
import { CallbackQueries, HistoryQueries, type CallbackMatchRow } from '@holdpoint/pipeline-persistence';
import { afterChange } from '../core/after-change';
import { refusalError } from '../core/refusals';
import { REASON_SENTENCES } from '../external-job/verdict-answers';
import { ApiError } from '../http/error/api-error';
import type { Requester } from '../http/input/caller.decorator';
import type { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { JobReader } from '../job/job-reader';
import { toHistoryEntry } from '../pipeline/pipeline-responses';
import { toTimestamp } from '../view/times';
import type { View } from '../view/view';

/** Plays, cancels and retries jobs, and shows what happened to them. */
@Injectable()
export class BuildService {
  constructor(
    private readonly reader: JobReader,
    private readonly histories: HistoryQueries,
    private readonly callbacks: CallbackQueries,
    private readonly actOnJob: ActOnJob,
  ) {}

  async play(view: View, jobId: number, actor: string): Promise<JobResponse> {
    const played = await this.actOnJob.execute(view.project.id, { type: 'play_job', jobId, actor });
    if (!played.ok) throw refusalError(played.error);
    return afterChange(this.reader.get(view, played.value));
  }

  async retry(view: View, jobId: number, actor: string): Promise<JobResponse> {
    const retried = await this.actOnJob.execute(view.project.id, { type: 'retry_job', jobId, actor });
    if (!retried.ok) throw refusalError(retried.error);
    return afterChange(this.reader.get(view, retried.value));
  }

  /** GitLab answers 201 with the job even when it could not be canceled, by force or not. */
  async cancel(view: View, jobId: number, force: boolean, { username, accessLevel }: Requester): Promise<JobResponse> {
    if (force && !mayForceCancel(accessLevel)) throw new ApiError('forbidden');
    const type = force ? 'force_cancel_job' : 'cancel_job';
    const canceled = await this.actOnJob.execute(view.project.id, { type, jobId, actor: username });
    if (!canceled.ok && canceled.error !== 'job_not_cancelable') throw refusalError(canceled.error);
    return afterChange(this.reader.get(view, jobId));
  }

  async history(view: View, jobId: number): Promise<readonly HistoryEntryResponse[]> {
    await this.reader.find(view, jobId);
    return (await this.histories.listByJob(jobId)).map(toHistoryEntry);
  }

  async listCallbacks(view: View, jobId: number, query: PageQueryDto): Promise<Page<LedgerEntryResponse>> {
    await this.reader.find(view, jobId);
    return toPage(await this.callbacks.listByJob(jobId, pageRequest(query)), query, toLedgerEntry);
  }
}

function toLedgerEntry(row: CallbackMatchRow): LedgerEntryResponse {
  return {
    callback_id: row.callbackId,
    provider: row.provider,
    actor: row.actor,
    received_at: toTimestamp(row.receivedAt),
    request: row.request,
    verdict: row.verdict,
    reason: REASON_SENTENCES[row.reason],
  };
}
