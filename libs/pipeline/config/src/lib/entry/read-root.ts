import type { CiConfig } from '../ci-config';
import { rootKeySupport } from '../keyword/keyword-support';
import { isNull, type YamlMap } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import { fieldOf, type Field } from './fields';
import type { JobOutline } from './job-outline';
import { readDefaults } from './read-defaults';
import { readJobs } from './read-jobs';
import { readStages } from './read-stages';
import { readVariables } from './read-variables';
import { readWorkflow } from './read-workflow';

/** The whole configuration, and what all jobs are checked for together. */
export interface RootReading {
  readonly config: CiConfig;
  readonly outlines: readonly JobOutline[];
}

/** Reads the root entry; a key that is no keyword names a job, so there are no unknown keys here (GitLab). */
export function readRoot(root: YamlMap, context: EntryContext): RootReading {
  const scope = context.scope('');
  const field = (name: string): Field | null => {
    const found = fieldOf(root, name, scope);
    return found && rootKeySupport(name, found.node) !== null ? found : null;
  };
  for (const [key, { keyOffset, value }] of root.entries) {
    if (rootKeySupport(key, value) === 'later' && !isNull(value)) scope.config(`key ${key} is not supported yet`, keyOffset);
  }
  const stages = readStages(field('stages'));
  const variables = readVariables(field('variables'), 'root');
  const workflow = readWorkflow(field('workflow'), context);
  const defaults = readDefaults(field('default'));
  const hasWorkflowRules = workflow.rules !== null;
  const { jobs, outlines, warnings } = readJobs(root, { context, defaults, hasWorkflowRules });
  const config = { stages: stages ?? [], variables, workflow, jobs, warnings };
  // Where the stages could not be read no job's stage is a second slip.
  return { config, outlines: stages === null ? outlines.map((job) => ({ ...job, stage: null })) : outlines };
}
