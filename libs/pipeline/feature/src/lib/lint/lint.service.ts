import { Injectable } from '@nestjs/common';
import { parseCiConfig, planPipeline, type ConfigProblem } from '@holdpoint/pipeline-config';
import type { LintJobResponse, LintResponse } from '@holdpoint/pipeline-contract';
import type { JobPlan } from '@holdpoint/pipeline-domain';
import { ApiError } from '../http/error/api-error';
import { RepositoryService } from '../project/repository.service';
import type { View } from '../view/view';
import type { LintDto, LintQueryDto } from './lint.dto';

const CONFIG_PATH = '.gitlab-ci.yml';

/** What GitLab plans a dry run for when the sha plays no part. */
const NO_SHA = '0'.repeat(40);

interface LintOptions {
  readonly ref: string;
  readonly sha: string;
  /** Whether a pipeline is planned. */
  readonly plan: boolean;
}

/** Judges configurations. */
@Injectable()
export class LintService {
  constructor(private readonly repository: RepositoryService) {}

  /** Judges a text. */
  lint({ project }: View, { content, dry_run, include_jobs, ref = project.defaultBranch }: LintDto, username: string): LintResponse {
    return judge(content, { project: project.path, defaultBranch: project.defaultBranch, username, ref, sha: NO_SHA, plan: (dry_run ?? false) || (include_jobs ?? false) });
  }
}
