import type { RevisionRelation } from './event-facts';

/** Where a sha stands on the ref of a pipeline that watches. */
export interface ShaOnRef {
  readonly sha: string;
  /** The number of the first pipeline of the sha on that ref: it grows with the order in which shas came. Null for none. */
  readonly place: number | null;
  /** Whether the commit comes before that of the pipeline in the history of its ref, or after it. */
  readonly history: 'before' | 'after' | 'unrelated';
}

/**
 * How a revision of one or several shas stands to the sha of a pipeline: older means that it came to the ref earlier. The
 * order of the ref's pipelines decides, and where the sha never had one, the history of the repository.
 */
export function relationTo(own: ShaOnRef, shas: readonly ShaOnRef[]): RevisionRelation {
  const relations = shas.map((other) => relationOf(own, other));
  return (['same', 'newer', 'older'] as const).find((relation) => relations.includes(relation)) ?? 'other';
}

function relationOf(own: ShaOnRef, other: ShaOnRef): RevisionRelation {
  if (other.sha === own.sha) return 'same';
  if (own.place !== null && other.place !== null) return other.place < own.place ? 'older' : 'newer';
  if (other.history === 'unrelated') return 'other';
  return other.history === 'before' ? 'older' : 'newer';
}
