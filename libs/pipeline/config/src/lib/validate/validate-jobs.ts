import { CONFIG_LIMITS } from '../config-limits';
import type { JobOutline } from '../entry/job-outline';
import type { Located } from '../entry/located';
import type { NeedEntry } from '../entry/read-needs';
import { neededNames, type JobsByName } from '../parallel/needed-names';
import type { ProblemLog } from '../problem/problem-log';
import { cutText } from '../value/cut-text';
import { circularNeedsMessage } from './circular-needs-message';
import { stopJobProblem } from './stop-job-problem';
import { findCycles } from './find-cycles';

/**
 * Checks what only shows when jobs are looked at together (GitLab's logical validation): stages exist, needed jobs exist
 * and are not in a later stage, no duplicates, no cycles. GitLab stops at the first problem; all are told here. What an
 * entry could not read is left out, so that one slip is not told twice, and so is what `parallel` makes of a job.
 */
export function validateJobs(outlines: readonly JobOutline[], stages: readonly string[], log: ProblemLog): void {
  const positions = new Map(stages.map((stage, position) => [stage, position]));
  const validator = new Validator(outlines, positions, log);
  for (const job of outlines) validator.checkStage(job);
  for (const job of outlines) validator.checkNeeds(job);
  for (const job of outlines) validator.checkOnStop(job);
  validator.checkCycles();
}

class Validator {
  private readonly available: string;
  private readonly jobs: JobsByName;
  /** The same, also by the names of what `parallel` makes of them. */
  private readonly needed: JobsByName;

  constructor(
    private readonly outlines: readonly JobOutline[],
    private readonly positions: ReadonlyMap<string, number>,
    private readonly log: ProblemLog,
  ) {
    this.jobs = new Map(outlines.map((job) => [job.name, job]));
    const instances = outlines.flatMap((job) => job.instances?.map(({ name }) => [name, job] as const) ?? []);
    this.needed = new Map([...instances, ...this.jobs]);
    this.available = cutText([...positions.keys()].join(', '), CONFIG_LIMITS.problemChars);
  }

  checkStage({ name, stage }: JobOutline): void {
    if (stage === null || this.positions.has(stage.value)) return;
    const message = `${name} job: chosen stage ${stage.value} does not exist; available stages are ${this.available}`;
    this.log.add(message, `jobs:${name}`, stage.offset);
  }

  checkNeeds(job: JobOutline): void {
    for (const needs of [job.needs ?? [], ...job.ruleNeeds]) {
      for (const need of needs) this.checkNeed(job, need);
      this.checkDuplicates(job, needs);
    }
  }

  checkOnStop({ name, environment }: JobOutline): void {
    const problem = environment && stopJobProblem(environment.value, this.jobs);
    if (problem) this.log.add(`${name} job: ${problem}`, `jobs:${name}`, environment.offset);
  }

  checkCycles(): void {
    const baseOf = ({ value: { name } }: Located<NeedEntry>): string => this.needed.get(name)?.name ?? name;
    const named = this.outlines.map((job) => [job.name, (job.needs ?? []).map(baseOf)] as const);
    for (const cycle of findCycles(new Map(named))) {
      const first = this.jobs.get(cycle[0] ?? '');
      const offset = first?.needs?.[0]?.offset ?? first?.offset ?? 0;
      this.log.add(circularNeedsMessage(cycle), `jobs:${first?.name ?? ''}`, offset);
    }
  }

  private checkNeed(job: JobOutline, { value: need, offset }: Located<NeedEntry>): void {
    const report = (message: string): void => this.log.add(`${job.name} job: ${message}`, `jobs:${job.name}`, offset);
    const needed = this.needed.get(need.name);
    const limit = CONFIG_LIMITS.nameChars;
    if (need.name.length > limit) report(`need \`${need.name}\` name is too long (maximum is ${limit} characters)`);
    else if (needed === undefined) {
      if (!need.optional) report(`undefined need: ${need.name}`);
    } else if (this.isLater(needed, job)) {
      report(`need ${need.name} is not defined in current or prior stages`);
    } else if (need.parallel !== null && !need.optional) {
      const missing = neededNames(need, this.jobs).filter((name) => !this.needed.has(name));
      for (const name of missing) report(`undefined need: ${name}`);
    }
  }

  private isLater(needed: JobOutline, job: JobOutline): boolean {
    const here = this.positions.get(job.stage?.value ?? '');
    const there = this.positions.get(needed.stage?.value ?? '');
    return here !== undefined && there !== undefined && there > here;
  }

  private checkDuplicates(job: JobOutline, needs: readonly Located<NeedEntry>[]): void {
    const seen = new Set<string>();
    const named = needs.flatMap(({ value, offset }) => neededNames(value, this.jobs).map((name) => ({ name, offset })));
    const repeated = named.filter(({ name }) => seen.size === seen.add(name).size);
    const [first] = repeated;
    if (first === undefined) return;
    const names = [...new Set(repeated.map(({ name }) => name))].join(', ');
    this.log.add(`${job.name} has the following needs duplicated: ${names}.`, `jobs:${job.name}`, first.offset);
  }
}
