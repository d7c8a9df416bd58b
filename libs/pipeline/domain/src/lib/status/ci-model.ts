import { assert } from '@holdpoint/kernel';
import type { JobKinds } from './job-kinds';
import type { StatusModel } from './status-model';

/** Everything about statuses and kinds that decides behaviour: the one value that rules are given. */
export interface CiModel {
  readonly statuses: StatusModel;
  readonly kinds: JobKinds;
}

/** Puts a status model and job kinds together after checking that they fit; throws when they do not. */
export function defineCiModel(statuses: StatusModel, kinds: JobKinds): CiModel {
  for (const [name, kind] of Object.entries(kinds.kinds)) {
    const states = statuses.machines[kind.machine].states;
    assert(
      kind.deadlineFrom === null || states.includes(kind.deadlineFrom),
      `a ${name} job never reaches ${kind.deadlineFrom}, from which its deadline should count`,
    );
  }
  return Object.freeze({ statuses, kinds });
}
