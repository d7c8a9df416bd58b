import type { BridgeCommand } from '../commands/pipeline-command';
import type { Effect } from '../processing/effect';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import type { TriggerOptions } from '../plan/pipeline-plan';

/** What a bridge may take over. */
export type Strategy = TriggerOptions['strategy'];

/** The number of what it triggers. */
export const DOWNSTREAM = 7;

/** A pipeline of a bridge and a build that comes after it. */
export const bridged = (strategy: Strategy, more: Partial<TriggerOptions> = { include: ['child.yml'] }): TestPipeline =>
  new TestPipeline(
    planOf([
      { name: 'bridge', kind: 'bridge', stage: 'trigger', options: { trigger: { strategy, variables: [], ...more } } },
      { name: 'after', stage: 'after' },
    ]),
  );

/** Sends a command to the bridge; answers the effects that it leaves. */
export function send(pipeline: TestPipeline, command: Omit<BridgeCommand, 'jobId'>): readonly Effect[] {
  const { changes } = pipeline.run({ ...command, jobId: pipeline.job('bridge').id } as BridgeCommand);
  return changes.effects;
}

/** Its pipeline exists. */
export const triggered = { type: 'bridge_triggered', downstreamId: DOWNSTREAM } as const;
