import { err, ok, type Result } from '@holdpoint/kernel';
import type { ConfigSource, PlannedRefusal } from '@holdpoint/pipeline-config';
import type { GivenVariable, PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CommitFacts, CommitSource } from '../ports/commit-source';
import type { ConfigReader } from '../ports/config-reader';
import type { BridgeKey, CreatedPipeline, PipelineStore } from '../ports/pipeline-store';
import { planContextOf } from './plan-context-of';
import { planWithTree } from './plan-with-tree';

/** A pipeline asked for. */
export interface CreatePipelineRequest {
  readonly projectId: number;
  readonly ref: string;
  /** GitLab's pipeline source: `api`, `web`, `push`, … */
  readonly source: string;
  readonly createdBy: string;
  readonly variables: readonly GivenVariable[];
  /** The commit and the files of it that configure a child pipeline; else the head of the ref and `.gitlab-ci.yml` do. */
  readonly child?: { readonly sha: string; readonly include: readonly string[] };
  /** The bridge that triggers the pipeline. */
  readonly sourceBridge?: BridgeKey;
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
    private readonly configs: ConfigReader,
    private readonly store: PipelineStore,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves when the first pass is committed, or could not be run now and is left to the timeout service. */
  async execute(request: CreatePipelineRequest): Promise<Result<CreatedPipeline, CreatePipelineRefusal>> {
    const created = await this.create(request);
    if (created.ok) await this.start(created.value.id);
    return created;
  }

  /** Stores the pipeline and leaves its start to whoever asked for it or, in the end, to the timeout service. */
  async create(request: CreatePipelineRequest): Promise<Result<CreatedPipeline, CreatePipelineRefusal>> {
    const found = await this.findConfig(request);
    if (!found.ok) return found;
    const { commit, config } = found.value;
    const { projectId, ref, source, createdBy: username, variables } = request;
    const planned = await planWithTree(this.commits, this.configs, config, planContextOf(commit, { projectId, ref, source, username, variables }));
    if (!planned.ok) return refusalOf(planned.error);
    const { child: _child, ...given } = request;
    const { sha, defaultTimeoutMs } = commit;
    return ok(await this.store.create({ ...given, sha, defaultTimeoutMs, plan: planned.value.plan }));
  }

  /** Runs the first pass of a stored pipeline; a second one changes nothing. */
  async start(pipelineId: PipelineId): Promise<void> {
    await this.corridor.submit({ pipelineId, command: { type: 'process' } });
  }

  private async findConfig({ projectId, ref, child, createdBy }: CreatePipelineRequest): Promise<Result<FoundConfig, CreatePipelineRefusal>> {
    if (child) {
      const commit = await this.commits.findCommit(projectId, child.sha, createdBy);
      return commit ? ok({ commit, config: { include: child.include } }) : refuse('reference_not_found', 'Reference not found');
    }
    const commit = await this.commits.find(projectId, ref, createdBy);
    if (!commit) return refuse('reference_not_found', 'Reference not found');
    if (commit.ciConfig === undefined) return refuse('config_missing', 'Missing CI config file');
    return ok({ commit, config: commit.ciConfig });
  }
}

/** A configuration with the commit that it is in. */
interface FoundConfig {
  readonly commit: CommitFacts;
  readonly config: ConfigSource;
}

function refusalOf(refused: PlannedRefusal): Result<never, CreatePipelineRefusal> {
  if ('refusal' in refused) return refuse(codeOf(refused.refusal.code), refused.refusal.message);
  return refuse('config_invalid', ...refused.problems.map(({ file, message }) => (file === null ? message : `${file}: ${message}`)));
}

const codeOf = (code: string): CreatePipelineRefusal['code'] =>
  code === 'config_error' || code === 'size_limit_exceeded' ? 'config_invalid' : 'pipeline_filtered';

const refuse = (
  code: CreatePipelineRefusal['code'],
  ...messages: readonly string[]
): Result<never, CreatePipelineRefusal> => err({ code, messages });
