/** Proves that the environment is read once, with defaults, and that every bad value is named at once. */
import { parseEnvironment } from './parse-environment';

const DATABASE_URL = 'postgres://app@localhost:5432/holdpoint';
const problemsOf = (source: Record<string, string>): readonly string[] => {
  const result = parseEnvironment({ DATABASE_URL, ...source });
  return result.ok ? [] : result.error;
};

describe('parseEnvironment', () => {
  it('needs nothing but the address of the database', () => {
    const result = parseEnvironment({ DATABASE_URL });
    expect(result).toEqual({
      ok: true,
      value: {
        nodeEnv: 'development',
        role: 'all',
        host: '127.0.0.1',
        port: 8080,
        databaseUrl: DATABASE_URL,
        logLevel: 'info',
        corsOrigins: [],
        adminToken: undefined,
        secretKeys: undefined,
        externalUrl: undefined,
        trustedProxies: [],
        hookAllow: [],
        registryAllow: [],
        drainMs: 500,
        dataDir: '.data',
        simulation: false,
        simulationRunner: true,
        timeoutCron: true,
        timeoutTask: false,
        timeoutTickMs: 10_000,
        eventRetentionHours: 24,
        callbackRetentionDays: 90,
        threads: 4,
      },
    });
  });

  it('answers a value that cannot be changed', () => {
    const result = parseEnvironment({ DATABASE_URL });
    expect(result.ok && Object.isFrozen(result.value) && Object.isFrozen(result.value.corsOrigins)).toBe(true);
  });

  it('takes every value that is given', () => {
    const result = parseEnvironment({
      DATABASE_URL,
      NODE_ENV: 'test',
      ROLE: 'worker',
      HOST: '::1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      CORS_ORIGINS: 'http://a.test, https://b.test:8443',
      HOLDPOINT_ADMIN_TOKEN: 'hp-0123456789abcdefghij',
      HOLDPOINT_DATA_DIR: '/srv/holdpoint',
      HOLDPOINT_DRAIN_MS: '0',
      SIMULATION: '1',
      TIMEOUT_CRON: 'off',
      TIMEOUT_TASK: 'on',
      TIMEOUT_TICK_MS: '2000',
      EVENT_RETENTION_HOURS: '1',
      UV_THREADPOOL_SIZE: '16',
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        role: 'worker',
        port: 0,
        corsOrigins: ['http://a.test', 'https://b.test:8443'],
        adminToken: 'hp-0123456789abcdefghij',
        drainMs: 0,
        simulation: true,
        simulationRunner: true,
        timeoutCron: false,
        timeoutTask: true,
        timeoutTickMs: 2_000,
        eventRetentionHours: 1,
        threads: 16,
      },
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(problemsOf({ PORT: '', ROLE: ' ', HOLDPOINT_ADMIN_TOKEN: '' })).toEqual([]);
  });

  it.each([
    ['is too short', 'short', 'at least 20'],
    ['no request could carry', 'x'.repeat(256), 'at most 255'],
    ['would be read as that of a job', `hpjt-${'x'.repeat(30)}`, 'hpjt-'],
  ])('refuses an administrator token that %s', (_why, token, told) => {
    expect(problemsOf({ HOLDPOINT_ADMIN_TOKEN: token })).toEqual([expect.stringContaining(told)]);
  });

  it('lists everything that is wrong', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://x',
      ROLE: 'boss',
      PORT: '1e3',
      LOG_LEVEL: 'loud',
      CORS_ORIGINS: 'localhost:3000',
      HOLDPOINT_ADMIN_TOKEN: 'short',
      SIMULATION: 'maybe',
      TIMEOUT_CRON: 'yes',
      TIMEOUT_TASK: '2',
      TIMEOUT_TICK_MS: '7000',
      EVENT_RETENTION_HOURS: '0',
      CALLBACK_RETENTION_DAYS: '0',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'CALLBACK_RETENTION_DAYS',
      'CORS_ORIGINS',
      'DATABASE_URL',
      'EVENT_RETENTION_HOURS',
      'HOLDPOINT_ADMIN_TOKEN',
      'LOG_LEVEL',
      'PORT',
      'ROLE',
      'SIMULATION',
      'TIMEOUT_CRON',
      'TIMEOUT_TASK',
      'TIMEOUT_TICK_MS',
    ]);
  });

  it.each(['65536', '-1', '0x10', '1.5'])('refuses port %s', (PORT) => {
    expect(problemsOf({ PORT })).toEqual([expect.stringContaining('PORT')]);
  });

  it('says what a good value looks like', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://x' })).toEqual([
      'DATABASE_URL is not a PostgreSQL address: postgres://user@host:5432/database',
    ]);
    expect(problemsOf({ DATABASE_URL: '' })).toEqual([expect.stringContaining('is needed: postgres://')]);
    expect(problemsOf({ TIMEOUT_CRON: '*/5 * * * *' })).toEqual([
      'TIMEOUT_CRON is on or off; how often it ticks is TIMEOUT_TICK_MS, such as 10000',
    ]);
  });

  it('takes the address of a socket, and never repeats an address that cannot be read', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://user:secret@/db?host=/var/run/postgresql' })).toEqual([]);
    for (const password of ['sec#ret', 'sec/ret', 'sec?ret', 'sec%de']) {
      const [problem, ...others] = problemsOf({ DATABASE_URL: `postgres://user:${password}@localhost/db` });
      expect([problem, others]).toEqual([expect.stringMatching(/^DATABASE_URL cannot be read/), []]);
      expect(problem).not.toContain('sec');
    }
  });

  it.each(['0', '1025', 'many'])('refuses %s for a number of threads', (UV_THREADPOOL_SIZE) => {
    expect(problemsOf({ UV_THREADPOOL_SIZE })).toEqual([expect.stringContaining('UV_THREADPOOL_SIZE is how many')]);
  });

  it.each(['-1', '1s', '2001'])('refuses to drain for %s', (HOLDPOINT_DRAIN_MS) => {
    expect(problemsOf({ HOLDPOINT_DRAIN_MS })).toEqual([expect.stringContaining('such as 500')]);
  });

  it('needs secret keys in production, and never repeats one that is wrong', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('openssl rand')]);
    const key = `main:${Buffer.alloc(32, 7).toString('base64')}`;
    expect(problemsOf({ NODE_ENV: 'production', HOLDPOINT_SECRET_KEYS: key })).toEqual([]);
    const [problem, ...others] = problemsOf({ HOLDPOINT_SECRET_KEYS: key.slice(0, 30) });
    expect([problem, others]).toEqual([expect.stringMatching(/^HOLDPOINT_SECRET_KEYS is a list/), []]);
    expect(problem).not.toContain(key.slice(5, 30));
  });

  it('reads where others reach it and where hooks may go', () => {
    const result = parseEnvironment({
      DATABASE_URL,
      HOLDPOINT_EXTERNAL_URL: 'https://holdpoint.example/',
      HOLDPOINT_HOOK_ALLOW: '10.0.0.0/8, localhost:8080',
      HOLDPOINT_REGISTRY_ALLOW: 'registry.example.com,http://localhost:5000',
    });
    const registryAllow = ['registry.example.com', 'http://localhost:5000'];
    const value = { externalUrl: 'https://holdpoint.example', hookAllow: ['10.0.0.0/8', 'localhost:8080'], registryAllow };
    expect(result).toMatchObject({ ok: true, value });
    expect(problemsOf({ HOLDPOINT_EXTERNAL_URL: 'holdpoint.example' })).toEqual([expect.stringContaining('https://')]);
  });

  it('reads which proxies are believed', () => {
    const result = parseEnvironment({ DATABASE_URL, HOLDPOINT_TRUSTED_PROXIES: '10.0.0.7, 192.168.0.0/16,fd00::/8,::1' });
    expect(result).toMatchObject({ ok: true, value: { trustedProxies: ['10.0.0.7', '192.168.0.0/16', 'fd00::/8', '::1'] } });
  });

  it.each(['proxy.example', 'loopback', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.0/255.0.0.0', '10.0.0', '::1/129', 'fe80::1%eth0', '10.0.0.7 10.0.0.8', '1', 'true'])(
    'refuses to believe %s',
    (entry) => {
      expect(problemsOf({ HOLDPOINT_TRUSTED_PROXIES: `10.0.0.7,${entry}` })).toEqual([expect.stringMatching(/^HOLDPOINT_TRUSTED_PROXIES is a list/)]);
    },
  );

  it('refuses a simulation in production and on an address that others can reach', () => {
    expect(problemsOf({ SIMULATION: 'on', HOST: '0.0.0.0', NODE_ENV: 'production' })).toHaveLength(3);
    expect(problemsOf({ SIMULATION: 'on', HOST: '127.0.0.2' })).toEqual([]);
    expect(problemsOf({ SIMULATION: 'on', HOST: '127.0.0.1.example.org' })).toHaveLength(1);
  });
});
