import { Injectable } from '@nestjs/common';
import { CommitSource, ConfigReader, planContextOf, planWithTree } from '@holdpoint/pipeline-application';
import type { LintResponse } from '@holdpoint/pipeline-contract';
import { ApiError } from '../http/error/api-error';
import { RepositoryService } from '../project/repository.service';
import type { View } from '../view/view';
import type { LintDto, LintQueryDto } from './lint.dto';
import { judge, judgePlan, noCommitOf, refusedAs } from './lint-judgement';

const CONFIG_PATH = '.gitlab-ci.yml';

/** Rules may ask who makes a pipeline, so a dry run is somebody's. */
type LintView = Required<View>;

/** What is asked for beside the verdict. */
type Wanted = Pick<LintDto, 'dry_run' | 'include_jobs'>;

/** Judges configurations, committed or not. */
@Injectable()
export class LintService {
  constructor(
    private readonly repository: RepositoryService,
    private readonly commits: CommitSource,
    private readonly configs: ConfigReader,
  ) {}

  /** Judges a text. */
  async judgeText(view: LintView, input: LintDto): Promise<LintResponse> {
    return this.judge(view, input.content, input, input.ref);
  }

  /** Judges what a commit holds; for a dry run as if it were that of another branch. */
  async judgeCommit(view: LintView, query: LintQueryDto): Promise<LintResponse> {
    const commit = await this.repository.resolve(view, query.content_ref ?? query.sha);
    if (!commit) throw new ApiError('commit_not_found');
    const content = await this.repository.findFile(view, CONFIG_PATH, commit.sha);
    if (content === undefined) return refusedAs('Please provide content of .gitlab-ci.yml');
    return this.judge(view, content, query, query.dry_run_ref ?? query.ref);
  }

  /** Only a dry run has a branch; else all jobs are listed, whatever their rules. Source: GitLab's `Gitlab::Ci::Lint`. */
  private async judge(view: LintView, content: string, { dry_run = false, include_jobs = false }: Wanted, ref?: string): Promise<LintResponse> {
    if (!dry_run) return judge(content, await this.configs.parse(content, view.principal.username), { listsJobs: include_jobs });
    const { project, principal } = view;
    const wanted = ref ?? project.defaultBranch;
    const commit = await this.commits.find(project.id, wanted, principal.username);
    if (!commit && wanted !== project.defaultBranch) return refusedAs('Reference not found');
    const run = { projectId: project.id, ref: wanted, source: 'push', username: principal.username, variables: [] };
    return judgePlan(content, await planWithTree(this.commits, this.configs, content, planContextOf(commit ?? noCommitOf(project), run)));
  }
}
