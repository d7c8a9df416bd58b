import { objectMatchKey, type ExternalEvent } from '@holdpoint/pipeline-domain';
import { v5 as uuidv5 } from 'uuid';

/** Any UUID that nobody else uses as a namespace. */
const OCCURRENCES = '0f0f5c4e-5d0a-4a1e-9a51-6f1c5f0e7a11';

/**
 * What tells one event of a receiver from another: the id that its sender gives it, else what happened to which revision of
 * what, and when. Null for what ends nothing, or says neither: it is no event that a job could have used up.
 */
export function occurrenceOf(receiver: string, { id, subject, outcome, revision, occurredAt }: ExternalEvent): string | null {
  if (outcome === 'running' || outcome === 'ignored') return null;
  if (id !== undefined) return uuidv5(JSON.stringify([receiver, id]), OCCURRENCES);
  if (occurredAt === null) return null;
  const what = subject.type === 'object' ? objectMatchKey(subject.object) : subject;
  return uuidv5(JSON.stringify([receiver, what, revision.sha ?? revision.digest, outcome, occurredAt]), OCCURRENCES);
}
