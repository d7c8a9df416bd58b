import { Injectable } from '@nestjs/common';
import { CommitSource, ConfigReader, planContextOf, planWithTree, readWithTree, type PlannedCommit } from '@holdpoint/pipeline-application';
import type { PlanContext } from '@holdpoint/pipeline-config';
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
type Wanted = Pick<LintDto, 'include_jobs'>;

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
    if (input.dry_run === true) return this.judgeRun(view, input.content, input.ref);
    const head = await this.commits.find(view.project.id, view.project.defaultBranch, view.principal.username);
    return this.judgeStatically(view, input.content, input, head);
  }

  /** Judges what a commit holds; for a dry run as if it were that of another branch. */
  async judgeCommit(view: LintView, query: LintQueryDto): Promise<LintResponse> {
    const commit = await this.repository.resolve(view, query.content_ref ?? query.sha);
    if (!commit) throw new ApiError('commit_not_found');
    const content = await this.repository.findFile(view, CONFIG_PATH, commit.sha);
    if (content === undefined) return refusedAs('Please provide content of .gitlab-ci.yml');
    if (query.dry_run === true) return this.judgeRun(view, content, query.dry_run_ref ?? query.ref);
    return this.judgeStatically(view, content, query, await this.commits.findCommit(view.project.id, commit.sha, view.principal.username));
  }

  /** Only a dry run is for a branch; else all jobs are listed, whatever their rules. Source: GitLab's `Gitlab::Ci::Lint`. */
  private async judgeStatically(view: LintView, content: string, { include_jobs: listsJobs = false }: Wanted, commit?: PlannedCommit): Promise<LintResponse> {
    const context = contextOf(view, commit, view.project.defaultBranch);
    return judge(content, await readWithTree(this.commits, this.configs, content, context), { listsJobs });
  }

  private async judgeRun(view: LintView, content: string, ref = view.project.defaultBranch): Promise<LintResponse> {
    const { project, principal } = view;
    const commit = await this.commits.find(project.id, ref, principal.username);
    if (!commit && ref !== project.defaultBranch) return refusedAs('Reference not found');
    return judgePlan(content, await planWithTree(this.commits, this.configs, content, contextOf(view, commit, ref)));
  }
}

const contextOf = ({ project, principal }: LintView, commit: PlannedCommit | undefined, ref: string): PlanContext =>
  planContextOf(commit ?? noCommitOf(project), { projectId: project.id, ref, source: 'push', username: principal.username, variables: [] });
