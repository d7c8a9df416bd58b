import type { Result } from '@holdpoint/kernel';

/** A registry of artifacts that can be asked what one was made of. */
export abstract class ArtifactRegistry {
  /**
   * The git sha that the artifact of a digest names, or that it names none; why it cannot be said otherwise. Rejects when
   * the caller gives up.
   */
  abstract revisionOf(question: RegistryQuestion): Promise<Result<RegistryAnswer, RegistryProblem>>;
}

/** What is asked, and where. */
export interface RegistryQuestion {
  /** `host[:port]/name`. */
  readonly repository: string;
  /** Of the manifest: `sha256:…`. */
  readonly digest: string;
  /** Null asks as anybody. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** Aborted when the caller gives up. */
  readonly signal: AbortSignal;
}

/** What the registry says; a null sha is an answer as well: the artifact names no commit. */
export interface RegistryAnswer {
  readonly sha: string | null;
}

/** Why a registry has not answered. */
export interface RegistryProblem {
  /** A sentence without secrets. */
  readonly problem: string;
  /** False where trying again cannot help. */
  readonly mayPass: boolean;
}
