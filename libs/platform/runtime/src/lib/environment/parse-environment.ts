import { isDatabaseUrl } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import { parseSecretKeys } from '@holdpoint/secrets';
import { validateSync } from 'class-validator';
import type { Environment } from './environment';
import { EnvironmentVariables } from './environment-variables';
import { isNetwork } from './is-network';

const WITHOUT_DEFAULT: readonly string[] = ['HOLDPOINT_ADMIN_TOKEN', 'HOLDPOINT_SECRET_KEYS'];
const NUMBERS: readonly string[] = [
  'PORT',
  'HOLDPOINT_DRAIN_MS',
  'TIMEOUT_TICK_MS',
  'CALLBACK_RETENTION_DAYS',
  'EVENT_RETENTION_HOURS',
  'UV_THREADPOOL_SIZE',
];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Rules of several variables, or with parsers of their own. */
const CHECKS: readonly EnvironmentCheck[] = [databaseProblems, simulationProblems, secretKeyProblems, proxyProblems];

/** What the reader of one setting finds wrong with it, each problem with the name of its variable. */
export type EnvironmentCheck = (environment: Environment) => readonly string[];

/**
 * Reads the environment into a frozen value, or answers everything that is wrong with it: what its rules say, and what
 * `checks` say, for settings whose readers are elsewhere. They are asked even where something else is wrong already.
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  ...checks: readonly EnvironmentCheck[]
): Result<Environment, readonly string[]> {
  const variables = readVariables(source);
  const problems = validateSync(variables, { stopAtFirstError: true }).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );
  const environment = toEnvironment(variables);
  problems.push(...[...CHECKS, ...checks].flatMap((check) => check(environment)));
  return problems.length > 0 ? err(problems) : ok(Object.freeze(environment));
}

/** An empty variable counts as absent: that is how shells and Compose files leave one out. */
function readVariables(source: Readonly<Record<string, string | undefined>>): EnvironmentVariables {
  const variables = new EnvironmentVariables();
  const given = [...Object.keys(variables), ...WITHOUT_DEFAULT].flatMap((name) => {
    const text = source[name]?.trim();
    return text ? [[name, NUMBERS.includes(name) ? toNumber(text) : text]] : [];
  });
  return Object.assign(variables, Object.fromEntries(given));
}

const toNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
const toList = (text: string): readonly string[] => Object.freeze(text.split(',').flatMap((item) => item.trim() || []));
const isOn = (text: string): boolean => ['on', '1', 'true'].includes(text);

function toEnvironment(variables: EnvironmentVariables): Environment {
  return {
    nodeEnv: variables.NODE_ENV,
    role: variables.ROLE,
    host: variables.HOST,
    port: variables.PORT,
    databaseUrl: variables.DATABASE_URL,
    logLevel: variables.LOG_LEVEL,
    corsOrigins: toList(variables.CORS_ORIGINS),
    adminToken: variables.HOLDPOINT_ADMIN_TOKEN,
    secretKeys: variables.HOLDPOINT_SECRET_KEYS,
    externalUrl: variables.HOLDPOINT_EXTERNAL_URL.replace(/\/$/, '') || undefined,
    trustedProxies: toList(variables.HOLDPOINT_TRUSTED_PROXIES),
    hookAllow: toList(variables.HOLDPOINT_HOOK_ALLOW),
    registryAllow: toList(variables.HOLDPOINT_REGISTRY_ALLOW),
    drainMs: variables.HOLDPOINT_DRAIN_MS,
    dataDir: variables.HOLDPOINT_DATA_DIR,
    simulation: isOn(variables.SIMULATION),
    simulationRunner: isOn(variables.SIMULATION_RUNNER),
    timeoutCron: isOn(variables.TIMEOUT_CRON),
    timeoutTask: isOn(variables.TIMEOUT_TASK),
    timeoutTickMs: variables.TIMEOUT_TICK_MS,
    eventRetentionHours: variables.EVENT_RETENTION_HOURS,
    callbackRetentionDays: variables.CALLBACK_RETENTION_DAYS,
    threads: variables.UV_THREADPOOL_SIZE,
  };
}

/** It has the form of an address, and what `pg` would say of it could hold the password. */
function databaseProblems({ databaseUrl }: Environment): string[] {
  if (isDatabaseUrl(databaseUrl)) return [];
  return ['DATABASE_URL cannot be read: in its user and password write @ : / ? # % as %40 %3A %2F %3F %23 %25'];
}

/** Whoever reaches a simulation can set its clock: it stays on this machine and out of production. */
function simulationProblems({ simulation, nodeEnv, host }: Environment): string[] {
  if (!simulation) return [];
  const problems: string[] = [];
  if (nodeEnv === 'production') problems.push('SIMULATION is refused with NODE_ENV=production: switch one of them off');
  if (!LOOPBACK.test(host)) problems.push('SIMULATION is refused on this HOST: listen on 127.0.0.1 or switch it off');
  return problems;
}

function proxyProblems({ trustedProxies }: Environment): string[] {
  if (trustedProxies.every(isNetwork)) return [];
  return ['HOLDPOINT_TRUSTED_PROXIES is a list of addresses and networks, separated by commas: 10.0.0.7, 192.168.0.0/16'];
}

/** Keys that one process made for itself would be lost with its disk, and other replicas would not have them. */
function secretKeyProblems({ secretKeys, nodeEnv }: Environment): string[] {
  if (secretKeys === undefined) {
    return nodeEnv === 'production' ? ['HOLDPOINT_SECRET_KEYS is needed with NODE_ENV=production: main:$(openssl rand -base64 32)'] : [];
  }
  const parsed = parseSecretKeys(secretKeys);
  return parsed.ok ? [] : [`HOLDPOINT_SECRET_KEYS ${parsed.error}`];
}
