import type { KindReader, StatusReader, StatusSet } from '@holdpoint/pipeline-domain';

/**
 * One place in GitLab where a list of statuses or a test on a job's type decides behaviour, and what stands in its place
 * here.
 */
export interface IntegrationPoint {
  /** 1 to 82. */
  readonly number: number;
  /** Whether a list of statuses decides there, a test on the type of a job, or both. */
  readonly kind: 'status' | 'type' | 'both';
  /** GitLab's own name for the place. */
  readonly place: string;
  /** What is decided there. */
  readonly decides: string;
  readonly handling: Handling;
}

/**
 * How a place is taken care of here. `readers`: making them forget can be seen in a scenario. `inert`: they are there, and
 * nothing can be seen of it when they forget. `elsewhere`: only the API or the database asks them. Whether the first two are
 * true is found out by trying.
 */
export type Handling =
  | ({ readonly type: 'readers' } & Readers)
  | ({ readonly type: 'inert'; readonly because: string } & Readers)
  | ({ readonly type: 'elsewhere'; readonly where: string } & Readers)
  | { readonly type: 'code'; readonly symbols: readonly string[] }
  | { readonly type: 'not_applicable'; readonly reason: string };

/** What of the model a place goes by. */
export interface Readers {
  readonly statuses?: readonly StatusReader[];
  readonly kinds?: readonly KindReader[];
  /** Sets that must not hold the new status. */
  readonly excludedFrom?: readonly StatusSet[];
}

/** By readers whose forgetting can be seen. */
export const read = (readers: Readers): Handling => ({ type: 'readers', ...readers });

/** By readers whose forgetting nobody sees, and why. */
export const inert = (because: string, readers: Readers): Handling => ({ type: 'inert', because, ...readers });

/** By readers that only a whole server asks. */
export const elsewhere = (where: string, readers: Readers): Handling => ({ type: 'elsewhere', where, ...readers });

/** By code that asks no model: a type, a table or a check of its own. */
export const code = (...symbols: readonly string[]): Handling => ({ type: 'code', symbols });

/** Not at all, and why. */
export const none = (reason: string): Handling => ({ type: 'not_applicable', reason });
