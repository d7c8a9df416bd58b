import type { Timestamp } from '../instance/timestamp';

/** What somebody who is trusted says that the digest of an artifact stands for. */
export interface ArtifactRevisionResponse {
  readonly id: number;
  /** Of the manifest: `sha256:…`. */
  readonly digest: string;
  readonly repository: string;
  /** Null where the registry has the artifact, and it names no revision. */
  readonly sha: string | null;
  readonly ref: string | null;
  /** Who says so: a build that has `registered` what it pushed, or the `registry`. */
  readonly source: 'registered' | 'registry';
  readonly created_by: string;
  readonly created_at: Timestamp;
}
