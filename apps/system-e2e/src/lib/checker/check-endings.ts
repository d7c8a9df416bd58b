import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { grouped } from './grouped';
import type { Ledger, StoredJob, StoredLine, StoredMatch } from './ledger';
import type { Promised, Violation } from './violation';

const { ended } = HOLDPOINT_CI_MODEL.statuses.sets;

/** Each job ends once, by one accepted callback at most, and as that callback said. */
export function checkEndings({ jobs, history, callbacks, matches }: Ledger): readonly Violation[] {
  const endings = grouped(history.filter(({ ending }) => ending), ({ jobId }) => jobId);
  const accepted = grouped(matches.filter(({ verdict }) => verdict === 'accepted'), ({ jobId }) => jobId);
  const outcomes = new Map(callbacks.map(({ id, outcome }) => [id, outcome]));
  return jobs.flatMap((job) => checkJob(job, endings.get(job.id) ?? [], accepted.get(job.id) ?? [], outcomes));
}

function checkJob(
  job: StoredJob,
  endings: readonly StoredLine[],
  accepted: readonly StoredMatch[],
  outcomes: ReadonlyMap<string, string>,
): readonly Violation[] {
  const said = accepted.map(({ callbackId }) => outcomes.get(callbackId));
  const byCallback = endings.filter(({ cause, to }) => cause === 'callback' && to !== 'canceled');
  const facts = `job ${job.id} (${job.pipelineId}/${job.name}) is ${job.status}, its endings are [${endings.map(({ to, cause }) => `${to} by ${cause}`).join()}], accepted were [${said.join()}]`;
  const broken: readonly (readonly [boolean, Promised])[] = [
    [endings.length !== (ended.includes(job.status) ? 1 : 0), 'a job ends once'],
    [accepted.length > 1, 'a job is accepted once'],
    [endings.some(({ to }) => to !== job.status), 'an ending agrees with its callback'],
    [said.some((outcome) => outcome !== job.status), 'an ending agrees with its callback'],
    // The end of work that was to be canceled ends its job as canceled, whatever it says: that takes no verdict.
    [byCallback.length > 0 && accepted.length === 0, 'an ending agrees with its callback'],
  ];
  return broken.filter(([isBroken]) => isBroken).map(([, promised]) => ({ promised, found: facts }));
}
