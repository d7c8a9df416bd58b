import { err, ok, type Result } from '@holdpoint/kernel';
import type { CommandRefusal, JobId } from '@holdpoint/pipeline-domain';
import type { CorridorAnswer, CorridorRefusal } from '../corridor/corridor-member';

/** Why an action was not carried out: the corridor could not take it, or the rules refuse it. */
export type ActionRefusal = CorridorRefusal | CommandRefusal;

/** Reads the jobs that a command made or moved out of the corridor's answer. */
export function changedJobs(answer: CorridorAnswer): Result<readonly JobId[], ActionRefusal> {
  if (!answer.ok) return answer;
  if (answer.value.type === 'refused') return err(answer.value.refusal);
  return ok(answer.value.type === 'done' ? answer.value.jobIds : []);
}
