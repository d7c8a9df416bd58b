import type { JobConfig } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { rootKeySupport } from '../keyword/keyword-support';
import { expandParallel } from '../parallel/expand-parallel';
import { nameInstances, type ParallelJob } from '../parallel/name-instances';
import { humanise, type Scope } from '../problem/scope';
import { isBlank, type YamlEntry, type YamlMap } from '../yaml/yaml-node';
import type { JobSurroundings } from './job-entry';
import type { JobOutline } from './job-outline';
import { jobTypeOf } from './job-type';
import { readBridge } from './read-bridge';
import { readBuild } from './read-build';
import { readExternalJob } from './read-external-job';

/** All visible jobs. */
export interface JobsReading {
  readonly jobs: readonly JobConfig[];
  /** One per visible name, also of jobs that could not be read. */
  readonly outlines: readonly JobOutline[];
  readonly warnings: readonly string[];
}

/** One job read; `config` is null when no entry fits it. */
interface JobReading extends ParallelJob {
  readonly config: JobConfig | null;
  readonly warning: string | null;
}

/** Reads every root key that is not a keyword of its own: hidden jobs are checked, visible ones returned. */
export function readJobs(root: YamlMap, surroundings: JobSurroundings): JobsReading {
  const read = [...root.entries]
    .filter(([name, { value }]) => rootKeySupport(name, value) === null)
    .map(([name, entry]) => readJob(name, entry, surroundings))
    .filter((reading) => reading !== null);
  const readings = nameInstances(read, surroundings.context);
  if (readings.length === 0) {
    surroundings.context.scope('jobs').config('should contain at least one visible job', root.offset);
  }
  return {
    jobs: expandParallel(readings, surroundings.context),
    outlines: readings.map(({ outline }) => outline),
    warnings: readings.map(({ warning }) => warning).filter((warning) => warning !== null),
  };
}

/** Null for a hidden job. */
function readJob(name: string, entry: YamlEntry, surroundings: JobSurroundings): JobReading | null {
  const { keyOffset, value } = entry;
  const jobs = surroundings.context.scope('jobs');
  const scope = jobs.child(name);
  if (!checkName(name, scope, entry)) return unread(name, keyOffset);
  const type = jobTypeOf(name, value);
  if (type === 'hidden') {
    if (isBlank(value)) scope.config("can't be blank", keyOffset);
    return null;
  }
  if (type === null || value.kind !== 'map') {
    const wanted = 'config should implement the script:, run:, trigger:, or external: keyword';
    scope.line(`${humanise(name)} ${wanted}`, keyOffset, jobs.path);
    return unread(name, keyOffset);
  }
  const job = { name, offset: keyOffset, map: value, scope, surroundings };
  if (type === 'external') return readExternalJob(job);
  if (type === 'build') return readBuild(job);
  return readBridge(job) ?? unread(name, keyOffset);
}

/**
 * A job with a bad name is not read: an endless name would come back in each of its problems. GitLab's names are symbols,
 * which it makes of texts only; to one without a name it says `job`.
 */
function checkName(name: string, scope: Scope, { keyOffset: offset, otherKey }: YamlEntry): boolean {
  const limit = CONFIG_LIMITS.nameChars;
  if (name.trim() === '') scope.locatedAt('jobs:job').attribute('name', "can't be blank", offset);
  else if (otherKey !== null) scope.attribute('name', 'should be a symbol', offset);
  else if (name.length > limit) scope.attribute('name', `is too long (maximum is ${limit} characters)`, offset);
  else return true;
  return false;
}

function unread(name: string, offset: number): JobReading {
  return { config: null, outline: { name, offset, stage: null, needs: null, ruleNeeds: [], environment: null, instances: null }, parallel: null, warning: null };
}
