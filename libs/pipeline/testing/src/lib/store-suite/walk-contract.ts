import { assert } from '@holdpoint/kernel';
import { COMMIT_STATUS_STATES, type PipelineCommand, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';
import { STORY_PLAN } from '../plan-builder';
import { StoreDriver, commitStatus, comparable } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const EVENTS = ['enqueue', 'run', 'success', 'drop', 'skip', 'cancel', 'play', 'retry'];
const WALKS = [1, 2, 3];
const STEPS = 25;

/** Long random lives of a pipeline: after every pass the store holds what the pure core says. */
export function walkContract(subject: () => StoreUnderTest, commitStatuses: boolean): void {
  describe('over a long life', () => {
    it.each(WALKS)('holds what the pure core says, with seed %d', async (seed) => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const next = random(seed);
      let model = await driver.load(id);
      for (let step = 0; step < STEPS; step += 1) {
        if (next(4) === 0) await subject().step(next(40_000));
        model = await walk(driver, id, model, commandOf(next, commitStatuses));
        const stored = await driver.load(id, model.jobs.map((job) => job.id));
        expect(comparable(stored)).toEqual(comparable(model));
      }
      const history = await subject().history(id);
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_line, index) => index + 1));
    });
  });
}

async function walk(
  driver: StoreDriver,
  id: PipelineId,
  model: PipelineFacts,
  command: PipelineCommand,
): Promise<PipelineFacts> {
  const { before, expected } = await driver.run(id, [command], { jobIds: model.jobs.map((job) => job.id) });
  assert(before.version === model.version, 'nobody else changes the pipeline');
  return expected;
}

function commandOf(next: (below: number) => number, commitStatuses: boolean): PipelineCommand {
  const job = STORY_PLAN.jobs[next(STORY_PLAN.jobs.length)]?.name ?? '';
  const event = EVENTS[next(EVENTS.length)] ?? '';
  if (next(6) === 0) return { type: 'retry_pipeline', actor: 'root' };
  if (commitStatuses && next(6) === 0) return commitStatus('flux', COMMIT_STATUS_STATES[next(COMMIT_STATUS_STATES.length)] ?? 'running');
  return { type: 'fire_event', event, jobNames: [job], actor: 'walker' };
}

/** Mulberry32: small, seeded, and good enough to wander about. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
