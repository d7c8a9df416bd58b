/** How refused calls are gathered, written together and kept when they cannot be; and which addresses count as one. */
import { RefusedCallLog, StoreError } from '@holdpoint/pipeline-application';
import { RefusedCalls } from './refused-calls';
import { REFUSALS_MAX, StrangerLimit } from './stranger-limit';

describe('RefusedCalls', () => {
  const sample = { remoteAddress: '', headers: [], bodyBytes: null, bodyKeys: [] };
  const call = { project: null, receiver: 'x', reason: 'y', sample: () => sample };

  class FailingLog extends RefusedCallLog {
    readonly added: number[] = [];
    failure: Error | null = null;
    gate: Promise<void> = Promise.resolve();

    async add(counts: Parameters<RefusedCallLog['add']>[0]): Promise<void> {
      await this.gate;
      if (this.failure) throw this.failure;
      this.added.push(...counts.map(({ calls }) => calls));
    }
  }

  it('writes together what comes while it writes, and tells each caller only then', async () => {
    const log = new FailingLog();
    const calls = new RefusedCalls(log);
    let open: () => void = () => undefined;
    log.gate = new Promise((resolve) => (open = resolve));
    let told = 0;
    const record = (): Promise<void> => calls.record(call).then(() => void (told += 1));
    const first = record();
    await new Promise(setImmediate);
    const others = Array.from({ length: 100 }, record);
    await new Promise(setImmediate);
    expect(told).toBe(0);
    open();
    await Promise.all([first, ...others]);
    expect([log.added, told]).toEqual([[1, 100], 101]);
  });

  it('keeps what could not be written for the next time, unless it may have been written', async () => {
    const log = new FailingLog();
    const calls = new RefusedCalls(log);
    log.failure = new StoreError('unavailable', { cause: 'x' });
    await calls.record(call);
    log.failure = null;
    await calls.record(call);
    log.failure = new StoreError('commit_unknown', { cause: 'x' });
    await calls.record(call);
    log.failure = null;
    await calls.record(call);
    expect(log.added).toEqual([2, 1]);
  });

  it('does not keep what the database refuses: it would be refused with all that come after it', async () => {
    const log = new FailingLog();
    const calls = new RefusedCalls(log);
    log.failure = new Error('invalid byte sequence for encoding "UTF8": 0x00');
    await calls.record(call);
    log.failure = null;
    await calls.record(call);
    expect(log.added).toEqual([1]);
  });

  it('does not grow with the names of projects that a stranger thinks of', async () => {
    const log = new FailingLog();
    const calls = new RefusedCalls(log);
    for (let project = 0; project < 5_000; project += 1) calls.note({ ...call, project: `p${project}` });
    await calls.flush();
    expect(log.added.length).toBeLessThanOrEqual(1_001);
    expect(log.added.reduce((sum, count) => sum + count, 0)).toBe(5_000);
  });

  it('asks one call of a kind what it looked like', async () => {
    const calls = new RefusedCalls(new FailingLog());
    let asked = 0;
    for (let count = 0; count < 50; count += 1) calls.note({ ...call, sample: () => ((asked += 1), sample) });
    await calls.flush();
    expect(asked).toBe(1);
  });

  it('writes what was noted when the process stops', async () => {
    const log = new FailingLog();
    const calls = new RefusedCalls(log);
    calls.note(call);
    await calls.onApplicationShutdown();
    expect(log.added).toEqual([1]);
  });
});

describe('StrangerLimit', () => {
  it('takes a network of IPv6 for one address, and every IPv4 address for itself', async () => {
    const limit = new StrangerLimit();
    const exhaust = async (addressOf: (index: number) => string): Promise<void> => {
      for (let index = 0; index < REFUSALS_MAX; index += 1) await limit.consume(addressOf(index));
    };
    await exhaust((index) => `2001:db8::${index.toString(16)}`);
    await exhaust((index) => `::ffff:10.0.0.${index}`);
    expect(await limit.consume('2001:db8:0:0:ffff::1')).toBeGreaterThan(0);
    expect(await limit.consume('2001:db8:0:1::1')).toBeNull();
    expect(await limit.consume('::ffff:10.0.0.7')).toBeNull();
  });
});
