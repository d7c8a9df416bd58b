import { SECOND_MS, type Result } from '@holdpoint/kernel';
import { Agent } from 'undici';
import type { RegistryAllowList } from '../allow-list/registry-allow-list';
import type { RegistryCredentials } from '../auth/credentials';
import { RegistrySession } from '../auth/registry-session';
import { Exchange } from '../http/exchange';
import { isDigest } from '../manifest/digest';
import { findRevision, type ResolvedRevision } from '../manifest/find-revision';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';
import type { Repository } from '../repository/parse-repository';
import { RepositoryReader } from './repository-reader';

/** What is asked of a registry. */
export interface ResolveRequest {
  readonly repository: Repository;
  /** Of a manifest or an index: `sha256:` and 64 hexadecimal digits in lower case. */
  readonly digest: string;
  /** Null where everybody may read. */
  readonly credentials: RegistryCredentials | null;
  /** Gives up: the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** For one digest, whatever it takes: the token, the index, its manifests; with what follows it is less than 10 s. */
const TIMEOUT_MS = 9 * SECOND_MS;
/** For each wait of its own, so that a silent host is noticed before the time is up. */
const WAIT_MS = 5 * SECOND_MS;

/** Asks OCI registries what digests stand for; it keeps neither connections nor answers, which never change. */
export class RegistryClient {
  constructor(
    private readonly allowList: RegistryAllowList,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {}

  /** Resolves a digest to the revision that was packaged; every answer is checked against the digest it was asked by. */
  async resolveRevision({ repository, digest, credentials, signal }: ResolveRequest): Promise<Result<ResolvedRevision, RegistryRefusal>> {
    if (!isDigest(digest)) return refuse('unsupported_digest');
    const origin = this.allowList.originOf(repository.host);
    if (origin === undefined) return refuse('host_not_allowed', repository.host);
    const agent = new Agent({ connect: { timeout: WAIT_MS }, headersTimeout: WAIT_MS, bodyTimeout: WAIT_MS });
    try {
      const exchange = new Exchange(this.allowList, agent, AbortSignal.any([AbortSignal.timeout(this.timeoutMs), signal ?? []].flat()));
      const session = new RegistrySession(exchange, origin, { credentials, scope: `repository:${repository.name}:pull` });
      return await findRevision(new RepositoryReader(session, repository.name), digest);
    } finally {
      await agent.destroy();
    }
  }
}
