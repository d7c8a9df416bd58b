import type { NamedProjects } from '@holdpoint/pipeline-application';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, gate } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const NOWHERE = 999_999_999;

/** Which pipelines a transaction gets. */
export function lockContract(subject: () => StoreUnderTest): void {
  describe('lock', () => {
    it.each(['wait', 'skip_held'] as const)('%s answers what is there, once each, in order', async (held) => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      expect(await lockedBy(subject(), [b, NOWHERE, a, b], held)).toEqual({ locked: [a, b], held: [] });
    });

    it('skip_held leaves out what someone else holds', async () => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const end = gate();
      const { released } = await hold(subject(), [a], end.opened);
      expect(await lockedBy(subject(), [a, NOWHERE, b], 'skip_held')).toEqual({ locked: [b], held: [a] });
      end.open();
      await released;
      expect(await lockedBy(subject(), [a, b], 'skip_held')).toEqual({ locked: [a, b], held: [] });
    });

    it.each(['wait', 'skip_held'] as const)('%s neither locks nor waits for what is of another project than is named', async (how) => {
      const driver = new StoreDriver(subject());
      const [own, other] = subject().projectIds;
      const [a, b, c] = [await driver.create(), await driver.create(), await driver.create()];
      const end = gate();
      const { released } = await hold(subject(), [a, c], end.opened);
      const foreign = new Map([[a, [other]], [b, [other, own]], [NOWHERE, [own]]]);
      expect(await lockedBy(subject(), [a, b, NOWHERE], how, foreign)).toEqual({ locked: [b], held: [] });
      expect(await lockedBy(subject(), [a, c], 'skip_held', new Map([[a, [other, own]]]))).toEqual({ locked: [], held: [a, c] });
      end.open();
      await released;
    });

    it('lets go of a pipeline when the work fails', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const failing = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        throw new Error('the work failed');
      });
      await expect(failing).rejects.toThrow('the work failed');
      expect(await lockedBy(subject(), [id], 'skip_held')).toEqual({ locked: [id], held: [] });
    });
  });
}

/** The ids of the pipelines that a transaction of its own gets, and of those that someone else holds. */
export async function lockedBy(
  { store }: StoreUnderTest,
  ids: readonly PipelineId[],
  how: 'wait' | 'skip_held',
  projects?: NamedProjects,
): Promise<{ readonly locked: readonly PipelineId[]; readonly held: readonly PipelineId[] }> {
  const { facts, held } = await store.transaction((transaction) => transaction.lock(ids, how, undefined, projects));
  return { locked: facts.map(({ id }) => id), held: held.map(({ id }) => id) };
}

/** Holds pipelines until the gate opens; resolves once they are held. */
async function hold(
  { store }: StoreUnderTest,
  ids: readonly PipelineId[],
  until: Promise<void>,
): Promise<{ readonly released: Promise<void> }> {
  const held = gate();
  const released = store.transaction(async (transaction) => {
    await transaction.lock(ids, 'wait');
    held.open();
    await until;
  });
  await Promise.race([held.opened, released]);
  return { released };
}
