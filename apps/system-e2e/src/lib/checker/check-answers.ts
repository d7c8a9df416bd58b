import { isAcknowledged, jobKeyOf, type Acknowledged, type Journal } from '../callers/journal';
import { grouped } from './grouped';
import type { Ledger, StoredCallback, StoredJob, StoredMatch } from './ledger';
import type { Violation } from './violation';

/** Compares what callers were told with the ledger, both ways. */
export function checkAnswers(journal: Journal, ledger: Ledger): readonly Violation[] {
  return [...missingAnswers(journal.filter(isAcknowledged), ledger), ...unsentRows(journal, ledger)];
}

/** A callback that is parked first and applied later has two matches: one of them is what the caller was told. */
function missingAnswers(acknowledged: readonly Acknowledged[], { callbacks, matches, jobs }: Ledger): readonly Violation[] {
  const rows = new Map(callbacks.map((callback) => [callback.id, callback]));
  const matchesOf = grouped(matches, ({ callbackId }) => callbackId);
  const jobById = new Map(jobs.map((job) => [job.id, job]));
  return acknowledged.flatMap((attempt): Violation[] => {
    const { callbackId, verdict } = attempt.answer;
    const row = rows.get(callbackId ?? '');
    const own = (matchesOf.get(callbackId ?? '') ?? []).filter((match) => isAbout(match, attempt, jobById));
    if (row && isSame(row, attempt) && own.some((match) => match.verdict === verdict)) return [];
    const stored = own.map((match) => match.verdict).join(', ') || 'nothing';
    return [{ promised: 'an answer is in the ledger', found: `${jobKeyOf(attempt.report)}: answered ${verdict} (${callbackId}), stored ${stored}` }];
  });
}

function isAbout(match: StoredMatch, { report }: Acknowledged, jobs: ReadonlyMap<number, StoredJob>): boolean {
  const jobName = match.jobId === null ? report.jobName : jobs.get(match.jobId)?.name;
  return match.pipelineId === report.pipelineId && jobName === report.jobName;
}

const isSame = (row: StoredCallback, { report }: Acknowledged): boolean =>
  row.pipelineId === report.pipelineId && row.jobName === report.jobName && row.outcome === report.outcome;

/** Only a call whose caller was left without a verdict may have left a row that nobody was told of. */
function unsentRows(journal: Journal, { callbacks }: Ledger): readonly Violation[] {
  const told = new Set(journal.map(({ answer }) => answer?.callbackId));
  const untold = grouped(journal.filter((attempt) => !isAcknowledged(attempt)), ({ report }) => jobKeyOf(report));
  const rows = grouped(callbacks.filter(({ id }) => !told.has(id)), ({ pipelineId, jobName }) => `${pipelineId}/${jobName}`);
  return [...rows].flatMap(([key, { length }]): Violation[] => {
    const calls = untold.get(key)?.length ?? 0;
    return length <= calls ? [] : [{ promised: 'a row of the ledger was sent', found: `${key}: ${length} rows for ${calls} calls` }];
  });
}
