import type { ArtifactRevisionResponse, SimulatedRegistryResponse } from '@holdpoint/pipeline-contract';
import { pushArtifact } from '@holdpoint/webhook-registry';
import { gzipSync } from 'node:zlib';
import type { ApiClient } from '../api-client';
import { setStage, type StageSet } from '../stage-set';
import { Cluster } from './cluster';

/** A pipeline that waits for Flux, the cluster that reports, and the artifact that its build has pushed. */
export interface FluxStage extends StageSet {
  readonly cluster: Cluster;
  /** Of the artifact's manifest. */
  readonly digest: string;
  readonly repository: string;
}

/** Where artifacts are pushed to. */
export type DemoRegistry = SimulatedRegistryResponse;

/** What an act is played on. */
export interface FluxStageOptions {
  readonly config: string;
  readonly registry: DemoRegistry;
  /** False for an act in which the build does not say what it has pushed. */
  readonly registers: boolean;
}

/**
 * Makes a project, starts its pipeline and does what its build would: push an artifact to the registry,
 * annotated with the commit, and register its digest. Then waits until the pipeline waits.
 */
export async function setFluxStage(api: ApiClient, name: string, options: FluxStageOptions, print: (line: string) => void): Promise<FluxStage> {
  const stage = await setStage(api, name, options.config, print);
  const cluster = await Cluster.join(api, stage.projectId, print);
  const { registry } = options;
  const repository = `demo/${name}`;
  const { sha } = stage.pipeline;
  const annotations = { revision: `main@sha1:${sha}`, source: 'https://holdpoint.example/demo.git', created: '2026-01-01T00:00:00Z' };
  const layer = gzipSync(`manifests of ${sha}`);
  const { digest } = await pushArtifact({ registryUrl: registry.url, repository, tag: 'latest', annotations, layer });
  print(`  pushed ${repository}:latest as ${digest.slice(0, 19)}…`);
  const artifact = { digest, repository: `${registry.host}/${repository}`, sha, ref: 'main' };
  if (options.registers) await register(api, stage.projectId, artifact, print);
  await stage.timeline.until('wait-for-flux waits', (_, jobs) => jobs.some((job) => job.name === 'wait-for-flux' && job.status === 'running_externally'));
  return { ...stage, cluster, digest, repository: artifact.repository };
}

async function register(api: ApiClient, projectId: number, artifact: object, print: (line: string) => void): Promise<void> {
  const { digest, sha } = await api.post<ArtifactRevisionResponse>(`/projects/${projectId}/artifact_revisions`, artifact);
  print(`  registered: ${digest.slice(0, 19)}… was made of ${sha?.slice(0, 8)}`);
}
