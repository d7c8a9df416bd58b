import type { JobEntry } from './job-entry';

/**
 * Refuses a job that GitLab would read as a Bridge: one with `trigger`, or with `needs` alone, which only makes sense
 * with `needs:pipeline`. Bridges come later; no other key is looked at, since their rules differ.
 */
export function refuseBridge({ map, scope, offset }: JobEntry): void {
  const trigger = map.entries.get('trigger');
  const needs = map.entries.get('needs');
  if (trigger !== undefined) scope.config('key trigger is not supported yet', trigger.keyOffset);
  else if (needs?.value.kind === 'map' && needs.value.entries.has('pipeline')) {
    scope.config('key needs:pipeline is not supported yet', needs.keyOffset);
  } else {
    const advice = 'a job that runs commands has a `script`, one that waits for another system `external: true`';
    scope.config(`should contain either a trigger or a needs:pipeline (${advice})`, offset);
  }
}
