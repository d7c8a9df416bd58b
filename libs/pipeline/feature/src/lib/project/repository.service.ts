import { Injectable } from '@nestjs/common';
import type { BranchResponse, CommitDetailResponse, CommitResponse } from '@holdpoint/pipeline-contract';
import { emailOf } from '@holdpoint/pipeline-domain';
import { CommitRepository, PipelineQueries, type BranchRow, type CommitRow } from '@holdpoint/pipeline-persistence';
import { afterChange } from '../core/after-change';
import { ApiError } from '../http/error/api-error';
import { branchOfRef } from '../http/input/ref-field';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import type { View } from '../view/view';
import { commitError, toActions } from './commit-actions';
import type { CreateCommitDto } from './create-commit.dto';
import { toBranch, toCommit, toCommitDetail } from './project-responses';
import type { BranchListQueryDto, CommitListQueryDto } from './repository.dto';
import { ABBREVIATED_SHA, SHA } from './sha';

/** Makes and shows commits, branches and files. */
@Injectable()
export class RepositoryService {
  constructor(
    private readonly commits: CommitRepository,
    private readonly pipelines: PipelineQueries,
  ) {}

  async commit(view: View, input: CreateCommitDto, username: string): Promise<CommitDetailResponse> {
    if (input.start_branch !== undefined && input.start_sha !== undefined) throw new ApiError('parameters_invalid', { problems: ['start_branch, start_sha are mutually exclusive'] });
    const commit = await this.commits.commit(view.project.id, {
      branch: input.branch,
      ...(input.start_branch === undefined ? {} : { startBranch: input.start_branch }),
      ...(input.start_sha === undefined ? {} : { startSha: input.start_sha }),
      message: input.commit_message,
      authorName: input.author_name ?? username,
      authorEmail: input.author_email ?? emailOf(username),
      actions: toActions(input),
    });
    if (!commit.ok) throw commitError(commit.error, input);
    return afterChange(this.detailOf(commit.value, view));
  }

  async listCommits(view: View, query: CommitListQueryDto): Promise<Page<CommitResponse>> {
    const head = await this.resolve(view, query.ref_name);
    if (!head) throw new ApiError('commit_not_found');
    const page = await this.commits.listCommits(view.project.id, head.sha, pageRequest(query));
    return toPage(page, query, (commit) => toCommit(commit, view));
  }

  async getCommit(view: View, ref: string): Promise<CommitDetailResponse> {
    const commit = await this.resolve(view, ref);
    if (!commit) throw new ApiError('commit_not_found');
    return this.detailOf(commit, view);
  }

  private async detailOf(commit: CommitRow, view: View): Promise<CommitDetailResponse> {
    return toCommitDetail(commit, view, await this.pipelines.findLatestOfCommit(view.project.id, commit.sha));
  }

  async listBranches(view: View, query: BranchListQueryDto): Promise<Page<BranchResponse>> {
    const page = await this.commits.listBranches(view.project.id, query.search ?? '', pageRequest(query));
    return toPage(page, query, (branch) => toBranch(branch, view));
  }

  async getBranch(view: View, name: string): Promise<BranchResponse> {
    const branch = await this.findBranch(view, name);
    if (!branch) throw new ApiError('branch_not_found');
    return toBranch(branch, view);
  }

  async readFile(view: View, path: string, ref?: string): Promise<string> {
    const commit = await this.resolve(view, ref);
    if (!commit) throw new ApiError('commit_not_found');
    const content = await this.findFile(view, path, commit.sha);
    if (content === undefined) throw new ApiError('file_not_found');
    return content;
  }

  /** A branch by its name; undefined when there is none. */
  findBranch({ project }: View, name: string): Promise<BranchRow | undefined> {
    return this.commits.findBranch(project.id, branchOfRef(name));
  }

  /** The content of a file at a commit; undefined when the commit does not hold it. */
  findFile({ project }: View, path: string, sha: string): Promise<string | undefined> {
    return this.commits.readFile(project.id, sha, path);
  }

  /** The commit that a sha, a branch, `HEAD` or the beginning of a sha names; the head of the default branch without any. */
  async resolve(view: View, ref = 'HEAD'): Promise<CommitRow | undefined> {
    const { id } = view.project;
    if (SHA.test(ref)) return this.commits.findCommit(id, ref);
    const branch = await this.findBranch(view, ref === 'HEAD' ? view.project.defaultBranch : ref);
    if (branch) return branch.commit;
    return ABBREVIATED_SHA.test(ref) ? this.commits.findAbbreviated(id, ref) : undefined;
  }
}
