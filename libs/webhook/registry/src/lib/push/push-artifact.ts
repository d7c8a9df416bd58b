import { assert, SECOND_MS, type Result } from '@holdpoint/kernel';
import { Agent } from 'undici';
import { RegistryAllowList } from '../allow-list/registry-allow-list';
import type { RegistryCredentials } from '../auth/credentials';
import { RegistrySession } from '../auth/registry-session';
import { Exchange, type ExchangeAnswer } from '../http/exchange';
import { digestOf } from '../manifest/digest';
import type { RegistryRefusal } from '../refusal/registry-refusal';
import { fluxArtifact, MANIFEST_TYPE, type ArtifactAnnotations } from './flux-artifact';

/** What is pushed, and where to. */
export interface PushRequest {
  /** `http://host:port` or `https://host`. */
  readonly registryUrl: string;
  /** The name below the host: `group/app`. */
  readonly repository: string;
  readonly tag: string;
  readonly annotations: ArtifactAnnotations;
  /** A tar archive, compressed by gzip. */
  readonly layer: Buffer;
  readonly credentials?: RegistryCredentials;
}

const TIMEOUT_MS = 10 * SECOND_MS;

/** Pushes an artifact as `flux push artifact` does; answers the manifest's digest, rejects when the registry refuses. */
export async function pushArtifact({ registryUrl, repository, tag, annotations, layer, credentials }: PushRequest): Promise<{ readonly digest: string }> {
  const artifact = fluxArtifact(layer, annotations);
  const agent = new Agent();
  try {
    const session = sessionFor(agent, registryUrl, repository, credentials ?? null);
    for (const blob of [artifact.config, layer]) await pushBlob(session, repository, blob);
    const headers = { 'content-type': MANIFEST_TYPE };
    succeeded(201, await session.send(`/v2/${repository}/manifests/${tag}`, { method: 'PUT', headers, body: artifact.manifest }));
    return { digest: digestOf(artifact.manifest) };
  } finally {
    await agent.destroy();
  }
}

function sessionFor(agent: Agent, registryUrl: string, repository: string, credentials: RegistryCredentials | null): RegistrySession {
  const { origin } = new URL(registryUrl);
  const allowList = RegistryAllowList.parse([origin]);
  assert(allowList.ok, 'an origin is on the list of itself');
  const exchange = new Exchange(allowList.value, agent, AbortSignal.timeout(TIMEOUT_MS));
  return new RegistrySession(exchange, origin, { credentials, scope: `repository:${repository}:pull,push` });
}

async function pushBlob(session: RegistrySession, repository: string, blob: Buffer): Promise<void> {
  const started = succeeded(202, await session.send(`/v2/${repository}/blobs/uploads/`, { method: 'POST' }));
  const upload = new URL(started.headers.location ?? '', started.url);
  upload.searchParams.set('digest', digestOf(blob));
  succeeded(201, await session.send(upload, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: blob }));
}

function succeeded(status: number, answer: Result<ExchangeAnswer, RegistryRefusal>): ExchangeAnswer {
  if (!answer.ok) throw new Error(`The artifact cannot be pushed: ${answer.error.message}`);
  if (answer.value.status !== status) throw new Error(`The artifact cannot be pushed: HTTP ${answer.value.status}`);
  return answer.value;
}
