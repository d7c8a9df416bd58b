import { err, ok, type Result } from '@holdpoint/kernel';
import { parseCiConfig, planPipeline } from '@holdpoint/pipeline-config';
import type { PipelinePlan } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CommitSnapshot, CommitSource } from '../ports/commit-source';
import type { CreatedPipeline, PipelineStore } from '../ports/pipeline-store';

/** A pipeline asked for. */
export interface CreatePipelineRequest {
  readonly projectId: number;
  readonly ref: string;
  /** GitLab's pipeline source: `api`, `web`, `push`, … */
  readonly source: string;
  readonly createdBy: string;
  readonly variables: readonly { readonly key: string; readonly value: string }[];
}

/** Why a pipeline was not created; the messages are GitLab's. */
export interface CreatePipelineRefusal {
  readonly code: 'reference_not_found' | 'config_missing' | 'config_invalid' | 'pipeline_filtered';
  readonly messages: readonly string[];
}

/**
 * Creates a pipeline for a ref from the `.gitlab-ci.yml` of its commit, then starts it. Creation and the first pass
 * are two transactions: in between the pipeline is stored as `created` and due at once, so that the timeout
 * service starts it if this process dies.
 */
export class CreatePipeline {
  constructor(
    private readonly commits: CommitSource,
    private readonly store: PipelineStore,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves when the first pass is committed, or could not be run now and is left to the timeout service. */
  async execute(request: CreatePipelineRequest): Promise<Result<CreatedPipeline, CreatePipelineRefusal>> {
    const commit = await this.commits.find(request.projectId, request.ref);
    if (!commit) return refuse('reference_not_found', 'Reference not found');
    const plan = planFor(commit, request);
    if (!plan.ok) return plan;
    const created = await this.store.create({
      ...request,
      sha: commit.sha,
      defaultTimeoutMs: commit.defaultTimeoutMs,
      plan: plan.value,
    });
    await this.corridor.submit({ pipelineId: created.id, command: { type: 'process' } });
    return ok(created);
  }
}

function planFor(
  commit: CommitSnapshot,
  request: CreatePipelineRequest,
): Result<PipelinePlan, CreatePipelineRefusal> {
  if (commit.ciConfig === undefined) return refuse('config_missing', 'Missing CI config file');
  const config = parseCiConfig(commit.ciConfig);
  if (!config.ok) return refuse('config_invalid', ...config.error.map(({ message }) => message));
  const plan = planPipeline(config.value, {
    ref: commit.ref,
    refType: 'branch',
    sha: commit.sha,
    source: request.source,
    defaultBranch: commit.defaultBranch,
    projectPath: commit.projectPath,
    variables: Object.fromEntries(request.variables.map(({ key, value }) => [key, value])),
  });
  return plan.ok ? plan : refuse(codeOf(plan.error.code), plan.error.message);
}

const codeOf = (code: string): CreatePipelineRefusal['code'] =>
  code === 'config_error' || code === 'size_limit_exceeded' ? 'config_invalid' : 'pipeline_filtered';

const refuse = (
  code: CreatePipelineRefusal['code'],
  ...messages: readonly string[]
): Result<never, CreatePipelineRefusal> => err({ code, messages });
