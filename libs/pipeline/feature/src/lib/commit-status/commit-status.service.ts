import { Injectable } from '@nestjs/common';
import { ReportCommitStatus } from '@holdpoint/pipeline-application';
import type { CommitStatusResponse } from '@holdpoint/pipeline-contract';
import { commitStatusEvent, leadingMatch, type CommitStatusState, type JobId, type LedgerMatch } from '@holdpoint/pipeline-domain';
import { CommitStatusQueries, type CommitStatusFilter, type CommitStatusRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { afterChange } from '../core/after-change';
import type { ReceivingRequest } from '../external-job/refused/receiving-request';
import { REASON_SENTENCES, VERDICT_STATUS } from '../external-job/verdict-answers';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { RepositoryService } from '../project/repository.service';
import type { View } from '../view/view';
import { commitStatusError, illegalTransition } from './commit-status-refusals';
import { toCommitStatus } from './commit-status-report';
import { toCommitStatusResponse } from './commit-status-responses';
import type { CommitStatusDto, CommitStatusListQueryDto } from './commit-status.dto';

/** Who reports a status, and by which call. */
export interface StatusReporter {
  readonly actor: string;
  readonly request: ReceivingRequest;
}

/** Takes and lists the statuses of commits. */
@Injectable()
export class CommitStatusService {
  constructor(
    private readonly repository: RepositoryService,
    private readonly reportCommitStatus: ReportCommitStatus,
    private readonly statuses: CommitStatusQueries,
    private readonly model: ActiveCiModel,
  ) {}

  async list(view: View, revision: string, query: CommitStatusListQueryDto): Promise<Page<CommitStatusResponse>> {
    const sha = await this.shaOf(view, revision);
    const page = await this.statuses.list(view.project.id, sha, filterOf(query), pageRequest(query));
    return toPage(page, query, (row) => toCommitStatusResponse(row, this.model, view.origin));
  }

  async report(view: View, revision: string, input: CommitStatusDto, { actor, request }: StatusReporter): Promise<CommitStatusResponse> {
    const sha = await this.shaOf(view, revision);
    const reported = await this.reportCommitStatus.execute(toCommitStatus(view.project.id, sha, actor, input));
    if (!reported.ok) throw commitStatusError(reported.error, this.model);
    const { value } = reported;
    request.isInLedger = value.type === 'callback';
    const jobId = value.type === 'status' ? value.jobId : await this.jobOf(view, input.state, leadingMatch(value.reported.matches));
    return toCommitStatusResponse(await afterChange(this.find(view, jobId)), this.model, view.origin);
  }

  /** The external job that a callback was for; what it does not take GitLab's API has no other word for. */
  private async jobOf(view: View, state: CommitStatusState, { jobId, verdict, reason }: LedgerMatch): Promise<JobId> {
    const sentence = REASON_SENTENCES[reason];
    if (jobId === null) throw new ApiError('transition_illegal', { problem: sentence });
    if (verdict !== 'unmatched' && VERDICT_STATUS[verdict] < 400) return jobId;
    const { status: from } = await this.find(view, jobId);
    throw illegalTransition({ event: commitStatusEvent(state), from }, this.model, sentence);
  }

  private async find({ project }: View, jobId: JobId): Promise<CommitStatusRow> {
    const row = await this.statuses.find(project.id, jobId);
    if (!row) throw new ApiError('job_not_found');
    return row;
  }

  private async shaOf(view: View, revision: string): Promise<string> {
    const commit = await this.repository.resolve(view, revision);
    if (!commit) throw new ApiError('commit_not_found');
    return commit.sha;
  }
}

const filterOf = ({ ref, stage, name, pipeline_id: pipelineId, all, order_by, sort }: CommitStatusListQueryDto): CommitStatusFilter => ({
  ...(ref === undefined ? {} : { ref }),
  ...(stage === undefined ? {} : { stage }),
  ...(name === undefined ? {} : { name }),
  ...(pipelineId === undefined ? {} : { pipelineId }),
  includeRetried: all ?? false,
  orderBy: order_by ?? 'id',
  sort: sort ?? 'asc',
});
