import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createApplication, serveDocument } from '@holdpoint/pipeline-feature';
import type { ConfigReader } from '@holdpoint/pipeline-application';
import { isRetryable } from '@holdpoint/database';
import { AccessTokens, migrateDatabase, UnusableDatabase } from '@holdpoint/pipeline-persistence';
import type { Environment, Logger } from '@holdpoint/runtime';
import { startMemoryRegistry } from '@holdpoint/webhook-registry';
import { adminToken, type AdminToken } from './admin-token';
import { openConnections, type Connections } from './connections';
import { guardSimulation } from './guard-simulation';
import { isListeningAnywhere } from './listening-url';
import { ProcessModule, servesApi, works, type ProcessParts } from './process.module';
import { readGuards } from './read-guards';
import { seedDemoProject } from './seed-demo-project';
import { StartRefusal } from './start-refusal';

/** A process that has started. */
export interface StartedProcess {
  /** Where it listens. */
  readonly url: string;
  readonly token: AdminToken;
  /** False when the token was replaced or revoked. */
  readonly isTokenValid: boolean;
  stop(): Promise<void>;
}

/** Brings the database up to date, fills what must be in it, and listens; rejects with {@link StartRefusal} where it must not. */
export async function startProcess(environment: Environment, logger: Logger, configReader: ConfigReader): Promise<StartedProcess> {
  warnOfListening(environment, logger);
  await migrate(environment, logger);
  const connections = await openConnections(environment.databaseUrl, logger);
  try {
    await guardSimulation(environment, connections);
    const token = adminToken(environment);
    const isTokenValid = await ensureAdminToken(environment, connections, token);
    if (await seedDemoProject(connections)) logger.info('made the demo project root/demo');
    return { token, isTokenValid, ...(await listen(environment, { ...connections, configReader }, logger)) };
  } catch (error) {
    await connections.close();
    throw error;
  }
}

async function migrate({ databaseUrl }: Environment, logger: Logger): Promise<void> {
  try {
    await migrateDatabase(databaseUrl, () => logger.warn('another process brings the database up to date; this one waits for it'));
  } catch (error) {
    if (error instanceof UnusableDatabase) throw new StartRefusal(error.message);
    throw isRetryable(error) ? new StartRefusal(unreachable(error)) : error;
  }
}

/** The address itself may hold a password. Where several addresses of a name were tried, each has an error of its own. */
function unreachable(failure: unknown): string {
  const { errors = [failure] } = failure as { readonly errors?: readonly unknown[] };
  const reasons = errors.map((error) => (error as Error).message).join('; ');
  return `DATABASE_URL: PostgreSQL does not let us in (${reasons}); start it, or correct the address. With npm start it may be left out`;
}

/** Whoever sends no hooks may leave it so. */
function warnOfListening(environment: Environment, logger: Logger): void {
  if (!works(environment) || environment.externalUrl !== undefined || !isListeningAnywhere(environment)) return;
  logger.warn('HOLDPOINT_EXTERNAL_URL is needed for hooks: with this HOST and PORT they name an address that nobody can call');
}

/**
 * A token replaces the last of its name, and replicas that each made one for themselves must not replace each other's.
 * False when it was itself replaced or revoked.
 */
function ensureAdminToken({ dataDir }: Environment, { pool }: Connections, { made, token }: AdminToken): Promise<boolean> {
  const name = made ? `admin of ${hostname()}:${resolve(dataDir)}` : 'admin';
  return new AccessTokens(pool).ensure({ name, username: 'root', token });
}

async function listen(
  environment: Environment,
  parts: ProcessParts,
  logger: Logger,
): Promise<Pick<StartedProcess, 'url' | 'stop'>> {
  const { corsOrigins, port, host, drainMs, simulation, trustedProxies } = environment;
  const registry = simulation ? await startMemoryRegistry() : null;
  const guards = readGuards(environment, registry?.url ?? null);
  const module = ProcessModule.forRoot(environment, parts, guards, registry);
  const app = await createApplication(module, { logger, corsOrigins, drainMs, trustedProxies });
  if (servesApi(environment)) serveDocument(app);
  await app.listen(port, host);
  const stop = async (): Promise<void> => {
    await app.close();
    await Promise.all([parts.close(), registry?.stop()]);
  };
  return { url: await app.getUrl(), stop };
}
