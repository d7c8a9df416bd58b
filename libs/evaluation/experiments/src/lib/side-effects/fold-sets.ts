import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { compositeStatus } from '@holdpoint/pipeline-domain';
import { FOLD_READERS } from './fold-divergence';
import { setOf, setsWithWait, type WaitingGroup } from './fold-groups';
import { FoldLog } from './fold-log';
import type { WaitingDesign } from './waiting-design';

/** Whether the comparison holds for any number of jobs. */
export interface SetComparison {
  /** How many folds of groups are not those of their sets. */
  readonly irreducible: number;
  /** How many folds of sets differ between waiting and running. */
  readonly differing: number;
  readonly finding: Finding;
}

/**
 * Compares every set of statuses, of whatever size, for one design: with it the comparison holds for any number of jobs,
 * if a fold reads no more than the set. That is checked for every group at hand.
 */
export function compareSets(design: WaitingDesign, groups: readonly WaitingGroup[]): SetComparison {
  const irreducible = groups.filter((group) => !foldsAsSet(design, group)).length;
  const log = new FoldLog(design);
  for (const set of setsWithWait()) log.compare(set);
  const { cases, differing } = log.log;
  return { irreducible, differing, finding: findingOf(design.id, { cases, differing, groups: groups.length, irreducible }) };
}

function foldsAsSet({ model }: WaitingDesign, group: WaitingGroup): boolean {
  const set = setOf(group);
  return FOLD_READERS.every((reader) => {
    const [whole, reduced] = [group, set].map((jobs) => compositeStatus(model.statuses, reader, jobs));
    return whole?.status === reduced?.status && whole?.warnings === reduced?.warnings;
  });
}

const findingOf = (variant: WaitingDesign['id'], data: { cases: number; differing: number; groups: number; irreducible: number }): Finding => ({
  id: `${variant}.any-size`,
  title: `${variant}: sets of any size`,
  severity: severityOf(data.differing + data.irreducible === 0 ? 'nothing' : 'wrong_status'),
  observation:
    `${data.differing} of ${data.cases} folds of all sets of statuses differ, and ${data.irreducible} of ${data.groups} groups ` +
    'fold otherwise than their set.',
  data: { variant, ...data },
  reproduction: null,
});
