/** The part of a job that a fold looks at. */
export interface OracleFoldJob {
  readonly status: string;
  readonly allowFailure: boolean;
}

/** What a job is reported as once its permission to fail has been taken into account. */
function reportedAs({ status, allowFailure }: OracleFoldJob): string {
  if (status === 'running_externally') return 'running';
  if (allowFailure && (status === 'failed' || status === 'canceled')) return 'forgiven';
  if (allowFailure && status === 'manual') return 'optional';
  return status;
}

/** Reports that leave nothing to say. */
const SETTLED: readonly string[] = ['success', 'skipped', 'forgiven', 'optional'];

/** A head count of jobs, asked by questions that never depend on their order or number. */
export class Census {
  private readonly reports: readonly string[];
  private withOpinion: Census | undefined;

  constructor(jobs: readonly OracleFoldJob[]) {
    this.reports = jobs.map(reportedAs);
  }

  /** Is there nobody to count? */
  isEmpty(): boolean {
    return this.reports.length === 0;
  }

  /** Is at least one job reported as one of these? */
  some(...kinds: readonly string[]): boolean {
    return this.reports.some((report) => kinds.includes(report));
  }

  /** Is nobody reported as anything else than these? */
  allAmong(...kinds: readonly string[]): boolean {
    return this.reports.every((report) => kinds.includes(report));
  }

  /** The jobs whose report leaves something to say: neither good, nor skipped, nor forgiven, nor optional. */
  opinions(): Census {
    this.withOpinion ??= Census.ofReports(this.reports.filter((report) => !SETTLED.includes(report)));
    return this.withOpinion;
  }

  private static ofReports(reports: readonly string[]): Census {
    return new Census(reports.map((status) => ({ status, allowFailure: false })));
  }
}
