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
  readonly namespace: NamespaceResponse;
  readonly created_at: Timestamp;
  readonly web_url: string;
}

/** The namespace that a project is in. */
export interface NamespaceResponse {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly kind: 'user';
  readonly full_path: string;
}
