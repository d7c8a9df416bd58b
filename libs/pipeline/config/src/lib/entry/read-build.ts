import type { JobWhen } from '@holdpoint/pipeline-domain';
import type { BuildConfig } from '../ci-config';
import { checkKeys } from '../keyword/check-keys';
import { jobKeySupport } from '../keyword/keyword-support';
import type { Parallel } from '../parallel/parallel';
import { fieldOf, readStringAttribute } from './fields';
import type { JobEntry } from './job-entry';
import { readInheritable } from './read-defaults';
import { readParallel } from './read-parallel';
import { readProcessable, type ProcessableReading } from './read-processable';
import { readScript } from './read-script';
import { readStartIn } from './read-start-in';
import { readVariables } from './read-variables';
import { readWhen } from './read-when';

const JOB_WHEN: readonly JobWhen[] = ['on_success', 'on_failure', 'always', 'manual', 'delayed'];

/** A build with what all jobs are checked for together. */
export interface BuildReading extends ProcessableReading {
  readonly config: BuildConfig;
  readonly parallel: Parallel | null;
}

/** Reads a job that a runner executes (GitLab's entry Job). */
export function readBuild(job: JobEntry): BuildReading {
  const { map, scope } = job;
  checkKeys(map, scope, (key) => jobKeySupport(key, 'build'));
  checkTriggerApart(job);
  // What GitLab's page asks whoever plays the job: there is no page here, and GitLab's API does not show it.
  readStringAttribute(fieldOf(map, 'manual_confirmation', scope));
  const reading = readProcessable(job, 'build');
  const when = readWhen(job, JOB_WHEN);
  const inheritable = { map, scope, inherit: reading.inherit };
  const { defaults } = job.surroundings;
  const config: BuildConfig = {
    ...reading.config,
    kind: 'build',
    node: null,
    script: readScript(map, scope),
    when,
    startInMs: readJobStartIn(job, when),
    timeoutMs: readInheritable('timeout', inheritable, defaults),
    image: readInheritable('image', inheritable, defaults),
    retry: readInheritable('retry', inheritable, defaults),
    tags: readInheritable('tags', inheritable, defaults) ?? [],
    variables: readVariables(fieldOf(map, 'variables', scope), 'job'),
    inheritVariables: reading.inherit.variables,
  };
  return { ...reading, config, parallel: readParallel(fieldOf(map, 'parallel', scope), 'number_or_matrix', job.surroundings.context) };
}

/** A job with a script and a trigger is a build with one key too many (GitLab's Processable entry). */
function checkTriggerApart({ map, scope }: JobEntry): void {
  const trigger = map.entries.get('trigger');
  if (trigger === undefined) return;
  const together = [...map.entries.keys()].filter((key) => key === 'script' || key === 'run' || key === 'trigger');
  scope.config(`these keys cannot be used together: ${together.join(', ')}`, trigger.keyOffset);
}

/**
 * With rules `start_in` has been refused as a key already and belongs into a rule, together with its `when: delayed`: a
 * delayed job would else be planned without a delay.
 */
function readJobStartIn({ map, scope }: JobEntry, when: JobWhen): number | null {
  const rules = fieldOf(map, 'rules', scope);
  if (rules === null) return readStartIn(map, scope, when === 'delayed');
  if (when === 'delayed') scope.attribute('start_in', 'should be a duration (in a rule)', rules.node.offset);
  return null;
}
