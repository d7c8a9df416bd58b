import { Injectable } from '@nestjs/common';
import type { LintResponse } from '@holdpoint/pipeline-contract';
import { ApiError } from '../http/error/api-error';
import { RepositoryService } from '../project/repository.service';
import type { View } from '../view/view';
import type { LintDto, LintQueryDto } from './lint.dto';
import { judge, missingConfig } from './lint-judgement';

const CONFIG_PATH = '.gitlab-ci.yml';

/** What a dry run of a text that is not committed takes for its sha. */
const NO_SHA = '0'.repeat(40);

/** Judges configurations, committed or not. */
@Injectable()
export class LintService {
  constructor(private readonly repository: RepositoryService) {}

  /** Judges a text. */
  judgeText({ project, principal }: View, input: LintDto): LintResponse {
    const planned = (input.dry_run ?? false) || (input.include_jobs ?? false);
    const ref = input.ref ?? project.defaultBranch;
    return judge(input.content, planned ? { project, ref, sha: NO_SHA, commitMessage: '', username: nameOf(principal) } : null);
  }

  /** Judges what a commit holds. */
  async judgeCommit(view: View, query: LintQueryDto): Promise<LintResponse> {
    const ref = query.sha ?? query.ref ?? view.project.defaultBranch;
    const commit = await this.repository.resolve(view, ref);
    if (!commit) throw new ApiError('commit_not_found');
    const content = await this.repository.findFile(view, CONFIG_PATH, commit.sha);
    if (content === undefined) return missingConfig();
    const planned = (query.dry_run ?? false) || (query.include_jobs ?? false);
    return judge(content, planned ? { project: view.project, ref, sha: commit.sha, commitMessage: commit.message, username: nameOf(view.principal) } : null);
  }
}

const nameOf = (principal: View['principal']): string => principal?.username ?? '';
