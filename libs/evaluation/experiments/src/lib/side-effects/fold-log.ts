import { compositeStatus, type CompositeStatus, type FoldReader } from '@holdpoint/pipeline-domain';
import { DivergenceLog } from './divergence-log';
import { foldDivergence, FOLD_READERS } from './fold-divergence';
import { withStatus, type WaitingGroup } from './fold-groups';
import { PRODUCT_DESIGN, type WaitingDesign } from './waiting-design';

/** One fold of one group, by one design. */
export interface FoldExample {
  readonly design: WaitingDesign;
  readonly reader: FoldReader;
  readonly group: WaitingGroup;
  readonly expected: CompositeStatus;
  readonly actual: CompositeStatus;
}

/** Compares every fold of a group with a job that waits, as one design has it, with that of a job that runs. */
export class FoldLog {
  readonly log = new DivergenceLog<FoldExample>();

  constructor(readonly design: WaitingDesign) {}

  compare(group: WaitingGroup): void {
    const { design } = this;
    const running = withStatus(group, 'running');
    const waiting = withStatus(group, design.waiting);
    for (const reader of FOLD_READERS) {
      const expected = compositeStatus(PRODUCT_DESIGN.model.statuses, reader, running);
      const actual = compositeStatus(design.model.statuses, reader, waiting);
      this.log.note({ design, reader, group, expected, actual }, foldDivergence(design, reader, expected, actual));
    }
  }
}
