import type { JobWhen } from '@holdpoint/pipeline-domain';
import type { BuildConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import { fieldOf, oneOf } from './fields';
import type { JobEntry } from './job-entry';
import { readInheritable } from './read-defaults';
import { readProcessable, type ProcessableReading } from './read-processable';
import { readStartIn } from './read-rule';
import { readScript } from './read-script';
import { readVariables } from './read-variables';

const JOB_WHEN: readonly JobWhen[] = ['on_success', 'on_failure', 'always', 'manual', 'delayed'];

/** A build with what all jobs are checked for together. */
export interface BuildReading extends ProcessableReading {
  readonly config: BuildConfig;
}

/** Reads a job that a runner executes (GitLab's entry Job). */
export function readBuild(job: JobEntry): BuildReading {
  const { map, scope } = job;
  checkKeys(map, scope, (key) => jobKeySupport(key, 'build'));
  const reading = readProcessable(job, 'build');
  const when = readWhen(job);
  const config: BuildConfig = {
    ...reading.config,
    kind: 'build',
    script: readScript(map, scope),
    when,
    startInMs: readJobStartIn(job, when),
    ...readInherited(job, reading),
    variables: readVariables(fieldOf(map, 'variables', scope), 'job'),
    inheritVariables: reading.inherit.variables,
  };
  return { ...reading, config };
}

function readWhen({ map, scope }: JobEntry): JobWhen {
  const field = fieldOf(map, 'when', scope);
  if (field === null) return 'on_success';
  const when = oneOf(JOB_WHEN, field.node);
  if (when === null) scope.attribute('when', `should be one of: ${JOB_WHEN.join(', ')}`, field.node.offset);
  return when ?? 'on_success';
}

/** With rules `start_in` has been refused as a key already, and a rule brings its own. */
function readJobStartIn({ map, scope }: JobEntry, when: JobWhen): number | null {
  return fieldOf(map, 'rules', scope) === null ? readStartIn(map, scope, when === 'delayed') : null;
}

/** The keys of a build that `default:` may hold. */
function readInherited(
  { map, scope, surroundings }: JobEntry,
  { inherit }: ProcessableReading,
): Pick<BuildConfig, 'image' | 'retry' | 'tags'> {
  const job = { map, scope, inherit };
  return {
    image: readInheritable('image', job, surroundings.defaults),
    retry: readInheritable('retry', job, surroundings.defaults),
    tags: readInheritable('tags', job, surroundings.defaults) ?? [],
  };
}
