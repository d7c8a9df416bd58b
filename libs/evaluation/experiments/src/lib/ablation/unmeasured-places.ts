import type { KindReader, StatusReader } from '@holdpoint/pipeline-domain';
import type { Place } from './place';

/** Readers that no scenario asks, with who does: without a server nothing can be said of them. */
const ASKED_BY: Readonly<Partial<Record<StatusReader | KindReader, string>>> = {
  'api.job_scope': 'the lists of jobs of the API',
  'api.pipeline_status': 'the list of pipelines of the API',
  'api.waiting_for': 'the jobs of the API',
  'blocked_user.scope': 'the task that blocking a user leaves',
  'pipeline.drop': 'the task that blocking a user leaves',
  'environment.stopping': 'the route that stops an environment',
  'redundant.candidate': 'the statement that creates a pipeline, and by the cancel of child pipelines',
  'bridge.triggers': 'the task that triggers the pipelines of bridges',
  'bridge.waits': 'bridges, of which no scenario has one',
};

/** Who reads a place that no scenario reaches; undefined for one that is measured. */
export function unmeasuredReader(place: Place): string | undefined {
  return place.part === 'admits' ? undefined : ASKED_BY[place.reader];
}

/** Whether scenarios reach a place. */
export const isMeasured = (place: Place): boolean => unmeasuredReader(place) === undefined;
