import type { Timestamp } from '../instance/timestamp';

/** A project. */
export interface ProjectResponse {
  readonly id: number;
  readonly name: string;
  readonly name_with_namespace: string;
  readonly path: string;
  readonly path_with_namespace: string;
  readonly description: string | null;
  readonly default_branch: string;
  readonly visibility: 'private';
  readonly archived: boolean;
  /** Timeout of jobs that state none, in seconds. */
  readonly build_timeout: number;
  /** What becomes of a callback that several jobs fit. */
  readonly callback_match_policy: 'all' | 'newest' | 'reject';
  /** How long a callback is kept that came before its job waited, in seconds. */
  readonly callback_parking_ttl: number;
  readonly namespace: NamespaceResponse;
  readonly created_at: Timestamp;
  readonly web_url: string;
}

/** What is answered when a project will be deleted; it is not shown any more. */
export interface ProjectDeletionResponse {
  readonly message: '202 Accepted';
}

/** The namespace that a project is in. */
export interface NamespaceResponse {
  /** That of the user whose it is; 0 where it is nobody's. */
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly kind: 'user';
  readonly full_path: string;
}
