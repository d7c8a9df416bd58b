import type { CallbackRecord } from '@holdpoint/pipeline-application';
import type { StoreUnderTest } from './store-under-test';

let made = 0;

/** A callback that no other has the number of. */
export function callbackRecord({ projectIds: [projectId] }: StoreUnderTest): CallbackRecord {
  made += 1;
  const id = `019abcde-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const origin = { provider: 'pipeline_callback', actor: 'argo', request: { status: 'success' }, replayOf: null };
  return { id, projectId, ...origin, event: null, occurrence: null };
}
