import { err, ok, type Result } from '@holdpoint/kernel';
import { ArtifactRegistry, type RegistryAnswer, type RegistryProblem, type RegistryQuestion } from '@holdpoint/pipeline-application';
import { parseRevision } from '@holdpoint/webhook-adapters';
import type { RegistryAllowList } from './allow-list/registry-allow-list';
import { RegistryClient } from './client/registry-client';
import type { RegistryRefusalCode } from './refusal/registry-refusal';
import { parseRepository } from './repository/parse-repository';

/** What another try may find otherwise; everything else the registry would only say again. */
const MAY_PASS: readonly RegistryRefusalCode[] = ['unreachable', 'timed_out'];

/** {@link ArtifactRegistry} over the OCI distribution API: the revision is the one that the manifest's annotation names. */
export class OciArtifactRegistry extends ArtifactRegistry {
  private readonly client: RegistryClient;

  constructor(allowList: RegistryAllowList) {
    super();
    this.client = new RegistryClient(allowList);
  }

  async revisionOf({ repository, digest, credentials, signal }: RegistryQuestion): Promise<Result<RegistryAnswer, RegistryProblem>> {
    const parsed = parseRepository(repository);
    if (!parsed.ok) return err({ problem: `the repository ${parsed.error}`, mayPass: false });
    const resolved = await this.client.resolveRevision({ repository: parsed.value, digest, credentials, signal });
    if (!resolved.ok) return err({ problem: resolved.error.message, mayPass: MAY_PASS.includes(resolved.error.code) });
    const { annotation } = resolved.value;
    return ok({ sha: annotation === null ? null : shaOf(annotation) });
  }
}

/** Whoever pushes writes what they like there: what names no commit says nothing. */
function shaOf(annotation: string): string | null {
  const revision = parseRevision(annotation);
  return revision.type === 'sha' ? revision.sha : null;
}
