import type { TriggerOptions } from '@holdpoint/pipeline-domain';
import type { VariableMap } from '../ci-config';
import { TEXT_REFERENCE } from '../value/variable-reference';

/** GitLab's predefined variables of a pipeline and a job that have a value only once these are stored. */
const PERSISTED_NAMES = ['CI_PIPELINE_ID', 'CI_PIPELINE_IID', 'CI_JOB_ID'] as const;

/** The values of these for one job. */
export type PersistedVariables = Readonly<Record<(typeof PERSISTED_NAMES)[number], string>>;

/** Until they have a value they stand for the reference to themselves. */
export const PERSISTED_REFERENCES: VariableMap = new Map(PERSISTED_NAMES.map((name) => [name, { value: `$${name}`, expand: false }]));

/** Replaces references to persisted variables in what a bridge triggers, and leaves everything else as it is written. */
export function expandPersisted(trigger: TriggerOptions, values: PersistedVariables): TriggerOptions {
  const { project, branch, include, variables } = trigger;
  const expand = (text: string): string => expandText(text, values);
  return {
    ...trigger,
    ...(project === undefined ? {} : { project: expand(project) }),
    ...(branch === undefined ? {} : { branch: expand(branch) }),
    ...(include === undefined ? {} : { include: include.map(expand) }),
    variables: variables.map((variable) => (variable.raw ? variable : { ...variable, value: expand(variable.value) })),
  };
}

const expandText = (text: string, values: PersistedVariables): string =>
  text.replace(TEXT_REFERENCE, (written, plain?: string, braced?: string, percent?: string) => {
    const name = PERSISTED_NAMES.find((known) => known === (plain ?? braced ?? percent));
    return name === undefined ? written : values[name];
  });
