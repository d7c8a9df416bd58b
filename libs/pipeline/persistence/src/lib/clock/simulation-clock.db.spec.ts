/** One clock: real until a simulation stops it, never going back, and read by every statement. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';

let subject: PgSubject;

beforeEach(async () => {
  subject = await createPgSubject();
});

afterEach(() => subject.dispose());

const inSql = async (sql: string): Promise<number> =>
  (await subject.pool.query<{ value: number }>(`SELECT ${sql} AS value`)).rows[0]?.value ?? 0;

describe('SimulationClock', () => {
  it('is the real clock in whole milliseconds until it is set', async () => {
    const before = Date.now();
    const { now, stands } = await subject.clock.read();
    expect(stands).toBe(false);
    expect(now).toBeGreaterThanOrEqual(before - 1_000);
    expect(now).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await inSql("extract(microseconds FROM holdpoint_now())::int % 1000")).toBe(0);
    expect(await subject.clock.isSimulated()).toBe(false);
  });

  it('stands from the first step on, and marks the database', async () => {
    const { now } = await subject.clock.read();
    const stepped = await subject.clock.step(60_000);
    expect(stepped.ok && stepped.value).toBeGreaterThanOrEqual(now + 60_000);
    const first = await subject.clock.read();
    expect(first).toEqual({ now: stepped.ok ? stepped.value : 0, stands: true });
    const real = Date.now();
    do expect(await subject.clock.read()).toEqual(first);
    while (Date.now() <= real + 2);
    expect(await inSql('holdpoint_now()')).toBe(first.now);
    expect(await subject.clock.isSimulated()).toBe(true);
  });

  it('adds up steps that come at once', async () => {
    await subject.clock.step(0);
    const { now } = await subject.clock.read();
    await Promise.all(Array.from({ length: 8 }, () => subject.clock.step(1_000)));
    expect((await subject.clock.read()).now).toBe(now + 8_000);
  });

  it('refuses to go back', async () => {
    const { now } = await subject.clock.read();
    expect(await subject.clock.set(now - 1)).toEqual({ ok: false, error: 'backwards' });
    expect(await subject.clock.step(-1)).toEqual({ ok: false, error: 'backwards' });
    expect((await subject.clock.read()).stands).toBe(false);
    expect(await subject.clock.set(now + 3_600_000)).toEqual({ ok: true, value: now + 3_600_000 });
    expect(await subject.clock.set(now)).toEqual({ ok: false, error: 'backwards' });
  });

  it('can be marked without being stopped', async () => {
    await subject.clock.markSimulated();
    expect([await subject.clock.isSimulated(), (await subject.clock.read()).stands]).toEqual([true, false]);
  });

  it('tells what real time it will be at one of its instants', async () => {
    await subject.clock.step(86_400_000);
    const real = await inSql("holdpoint_real_time(holdpoint_now() + interval '10 seconds')");
    expect(Math.abs(real - Date.now() - 10_000)).toBeLessThan(1_000);
  });

  it('is STABLE: a volatile function would keep the sweep from its index', async () => {
    const { rows } = await subject.pool.query("SELECT provolatile FROM pg_proc WHERE proname = 'holdpoint_now'");
    expect(rows).toEqual([{ provolatile: 's' }]);
  });
});
