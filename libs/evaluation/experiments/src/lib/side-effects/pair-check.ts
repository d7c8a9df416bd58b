import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { TWIN_STEPS, twinDivergences } from './twin-divergences';
import { traceOfBuild, traceOfWait, type TwinTrace } from './twin-trace';
import type { Dependent } from './two-stage-pipeline';
import { dependentsOf, firstStages, followersOf, groupsOf, representedBy, type FirstStage } from './two-stage-pipelines';
import { PRODUCT_DESIGN, type WaitingDesign } from './waiting-design';

/** Both twins of one pipeline. */
type TwinTraces = readonly [build: TwinTrace, wait: TwinTrace];

/**
 * Looks at every two dependents together: those that do not need each other must each become what it becomes alone, so that
 * pipelines with one dependent stand for those with more; one that needs the other is compared between the twins.
 */
export class PairCheck {
  /** What is to be done, one pair a step. */
  readonly steps: readonly (() => void)[];
  /** Pairs in which a dependent became something else than alone. */
  dependent = 0;
  /** Pairs that differ between a job that waits and a build that runs. */
  differing = 0;
  private pairs = 0;
  private chains = 0;

  constructor(
    private readonly design: WaitingDesign,
    others: number,
  ) {
    const stages = Array.from({ length: others + 1 }, (_, count) => firstStages(count)).flat();
    this.steps = stages.flatMap((first) => [...this.pairsOf(first), ...this.chainsOf(first)]);
  }

  /** What was found, with the numbers of cases: so many pipelines with one dependent and up to so many other jobs. */
  finding(pipelines: number, others: number): Finding {
    const { pairs, chains, dependent, differing } = this;
    const represented = representedBy(others);
    return {
      id: `${this.design.id}.pairs`,
      title: `${this.design.id}: two dependents together`,
      severity: severityOf(dependent + differing === 0 ? 'nothing' : 'wrong_status'),
      observation:
        `In ${dependent} of ${pairs} pairs a dependent is not what it is alone, and ${differing} of ${pairs + chains} differ ` +
        `after a job that waits; so ${pipelines} pipelines with one dependent stand for ${represented} with up to three.`,
      data: { variant: this.design.id, pipelines, represented, pairs, chains, dependent, differing },
      reproduction: null,
    };
  }

  private pairsOf(first: FirstStage): readonly (() => void)[] {
    const alone = new Map<Dependent, TwinTraces>();
    const tracesAlone = (dependent: Dependent): TwinTraces => {
      const traces = alone.get(dependent) ?? this.traces(first, [dependent]);
      alone.set(dependent, traces);
      return traces;
    };
    return groupsOf(dependentsOf(first), 2).map((pair) => () => {
      this.pairs += 1;
      const together = this.compare(first, pair);
      if (!pair.every((dependent, place) => isAlike(together, tracesAlone(dependent), place))) this.dependent += 1;
    });
  }

  private chainsOf(first: FirstStage): readonly (() => void)[] {
    const followers = followersOf(first);
    return dependentsOf(first).flatMap((dependent) =>
      followers.map((follower) => () => {
        this.chains += 1;
        this.compare(first, [dependent, follower]);
      }),
    );
  }

  private compare(first: FirstStage, dependents: readonly Dependent[]): TwinTraces {
    const traces = this.traces(first, dependents);
    if (twinDivergences(this.design, first, ...traces).length > 0) this.differing += 1;
    return traces;
  }

  private traces(first: FirstStage, dependents: readonly Dependent[]): TwinTraces {
    const pipeline = { ...first, dependents };
    return [traceOfBuild(PRODUCT_DESIGN, pipeline), traceOfWait(this.design, pipeline)];
  }
}

/** Whether a dependent at a place among others is, in both twins and at every step, what it is alone. */
const isAlike = (together: TwinTraces, alone: TwinTraces, place: number): boolean =>
  together.every((trace, twin) => {
    const single = alone[twin];
    return TWIN_STEPS.every((step) => trace[step].dependents[place] === single?.[step].dependents[0]);
  });
