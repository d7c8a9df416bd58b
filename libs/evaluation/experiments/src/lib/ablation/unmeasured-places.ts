import type { StatusReader } from '@holdpoint/pipeline-domain';
import type { Place } from './place';

/** Readers that the pure core never asks, with who does: without a server nothing can be said of them. */
const ASKED_BY: Readonly<Partial<Record<StatusReader, string>>> = {
  'api.job_scope': 'the lists of jobs of the API',
  'api.pipeline_status': 'the list of pipelines of the API',
  'redundant.candidate': 'the statement that creates a pipeline, and by the cancel of child pipelines',
  'bridge.waits': 'bridges, of which no scenario has one, and by the task that triggers their pipelines',
};

/** Who reads a place that no scenario reaches; undefined for one that is measured. */
export function unmeasuredReader(place: Place): string | undefined {
  return place.part === 'status' ? ASKED_BY[place.reader] : undefined;
}

/** Whether scenarios reach a place. */
export const isMeasured = (place: Place): boolean => unmeasuredReader(place) === undefined;
