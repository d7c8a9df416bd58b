import { ReducerEngine, type CaseEngine, type CaseJobDetails, type CaseRun } from '@holdpoint/evaluation-scenario';
import { MINUTE_MS } from '@holdpoint/kernel';
import {
  ablateKind,
  ablateStatus,
  defineCiModel,
  HOLDPOINT_CI_MODEL,
  holdpointJobKinds,
  holdpointStatusModel,
  type CiModel,
  type StatusModel,
} from '@holdpoint/pipeline-domain';
import { parse } from 'yaml';

/** An engine with one mistake in it; the mistake is in its model, or in what stands around it. */
export interface PlantedBug {
  readonly part: 'fold' | 'processing' | 'reset' | 'deadline' | 'deduplication' | 'details';
  readonly bug: string;
  readonly engine: CaseEngine;
}

const { statuses, kinds } = HOLDPOINT_CI_MODEL;
const withStatuses = (changed: Partial<StatusModel>): CaseEngine => engineOf({ kinds, statuses: { ...statuses, ...changed } });
const engineOf = (model: CiModel): CaseEngine => new ReducerEngine(model);

/** Every run of an engine, with some of its steps done otherwise. */
function around(change: (run: CaseRun) => Partial<CaseRun>): CaseEngine {
  const engine = engineOf(HOLDPOINT_CI_MODEL);
  const changed = (run: CaseRun): CaseRun => ({
    fire: (event, jobs) => run.fire(event, jobs),
    report: (callback) => run.report(callback),
    advance: (ms, noticed) => run.advance(ms, noticed),
    view: () => run.view(),
    ...change(run),
  });
  return {
    store: engine.store,
    start: async (config) => {
      const started = await engine.start(config);
      return started.ok ? { ...started, value: changed(started.value) } : started;
    },
  };
}

/** An engine in which no deadline but that of silence ends a job that has one. */
function heedingHeartbeatsAlone(): CaseEngine {
  const engine = engineOf(HOLDPOINT_CI_MODEL);
  const withoutTimeout = (job: { external?: { heartbeat?: string } }): object => (job.external?.heartbeat === undefined ? job : { ...job, timeout: '1 month' });
  return {
    store: engine.store,
    start: (config) => {
      const jobs = Object.entries(parse(config) as Record<string, object>).map(([name, job]) => [name, Array.isArray(job) ? job : withoutTimeout(job)]);
      return engine.start(JSON.stringify(Object.fromEntries(jobs)));
    },
  };
}

/** An engine that shows of every job something else than its reason and its instants. */
const showing = (change: (details: CaseJobDetails, name: string) => CaseJobDetails): ((run: CaseRun) => Pick<CaseRun, 'view'>) => (run) => ({
  view: async () => {
    const { details = {}, ...view } = await run.view();
    return { ...view, details: Object.fromEntries(Object.entries(details).map(([name, shown]) => [name, change(shown, name)])) };
  },
});

/** An engine in which what time has ended, ended when that was noticed. */
function endingWhenNoticed(): CaseEngine {
  return around((run) => {
    let now = 0;
    const noticed = new Map<string, number>();
    const noticedAt = (ending: string): number => noticed.set(ending, noticed.get(ending) ?? now).get(ending) ?? now;
    return {
      ...showing((details, name) => ({ ...details, finished_at: details.finished_at && noticedAt(`${name} ${details.finished_at}`) }))(run),
      advance: (ms, isNoticed) => {
        now += ms;
        return run.advance(ms, isNoticed);
      },
    };
  });
}

/** Mistakes that somebody could make, a few in each part. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    part: 'fold',
    bug: 'a fold that has never heard of the new status',
    engine: engineOf(defineCiModel(holdpointStatusModel('naive'), holdpointJobKinds())),
  },
  {
    part: 'fold',
    bug: 'a skipped need does not count for a job that has needs',
    engine: withStatuses({ fold: { ...statuses.fold, rows: statuses.fold.rows.filter(({ needsOnly }) => !needsOnly) } }),
  },
  {
    part: 'processing',
    bug: 'a job that always runs also runs after a cancel',
    engine: withStatuses({
      start: { ...statuses.start, always: { ...statuses.start.always, afterStages: ['success', 'failed', 'skipped', 'canceled'] } },
    }),
  },
  {
    part: 'processing',
    bug: 'a job waits for its needs to succeed even where a skipped one is enough',
    engine: withStatuses({ start: { ...statuses.start, always: { ...statuses.start.always, afterNeeds: ['success', 'failed'] } } }),
  },
  {
    part: 'reset',
    bug: 'skipped external jobs are not revived',
    engine: engineOf({ statuses, kinds: ablateKind(kinds, 'reset.candidate') }),
  },
  {
    part: 'deadline',
    bug: 'waiting jobs are not looked for when time is up',
    engine: engineOf({ kinds, statuses: ablateStatus(statuses, 'job.deadline') }),
  },
  {
    part: 'deadline',
    bug: 'a job may still be reported on at the very instant of its deadline',
    engine: around((run) => ({ advance: (ms, noticed) => run.advance(ms - 1, noticed) })),
  },
  {
    part: 'deadline',
    bug: 'a job that gives signs of life has no other deadline',
    engine: heedingHeartbeatsAlone(),
  },
  {
    part: 'deduplication',
    bug: 'a token of an older attempt is taken for the newest',
    engine: around((run) => ({ report: (callback) => run.report({ ...callback, attempt: null }) })),
  },
  {
    part: 'deduplication',
    bug: 'the second of two equal reports is answered as the first',
    engine: around((run) => ({
      report: async (callback) => {
        const verdict = await run.report(callback);
        return verdict.ok && verdict.value === 'duplicate' ? { ...verdict, value: 'accepted' } : verdict;
      },
    })),
  },
  {
    part: 'details',
    bug: 'a job that fell silent is said to have reached its deadline',
    engine: around(showing((details) => ({
      ...details,
      failure_reason: details.failure_reason === 'heartbeat_timeout' ? 'job_execution_timeout' : details.failure_reason,
    }))),
  },
  {
    part: 'details',
    bug: 'what was reported to have failed has no reason that says so',
    engine: around(showing((details) => ({
      ...details,
      failure_reason: details.failure_reason === 'api_failure' ? 'unknown_failure' : details.failure_reason,
    }))),
  },
  {
    part: 'details',
    bug: 'nobody notes when work began',
    engine: engineOf({ kinds, statuses: ablateStatus(statuses, 'job.started_at') }),
  },
  {
    part: 'details',
    bug: 'what time has ended has ended when that was noticed',
    engine: endingWhenNoticed(),
  },
  {
    part: 'details',
    bug: 'a deadline is shown a minute late',
    engine: around(showing((details) => ({ ...details, deadline_at: details.deadline_at && details.deadline_at + MINUTE_MS }))),
  },
];
