import { randomBytes } from 'node:crypto';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessTokens, createDataSource, createStorePool, migrateDatabase } from '@holdpoint/pipeline-persistence';
import type { ArtifactRegistry } from '@holdpoint/pipeline-application';
import { err } from '@holdpoint/kernel';
import { HookTargets } from '@holdpoint/pipeline-hooks';
import { createTestDatabase, InlineConfigReader } from '@holdpoint/pipeline-testing';
import { createLogger, type Logger } from '@holdpoint/runtime';
import { Secrets } from '@holdpoint/secrets';
import { ApiModule } from './api.module';
import { CoreModule } from './core/core.module';
import { createApplication } from './create-application';
import type { EventStreamOptions } from './events/event-stream-options';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { serveDocument } from './openapi/serve-document';
import { SimulatedRegistry } from './simulation/simulated-registry';
import { StatementCounter } from './statement-counter.fixture';

/** The token that every test uses. */
export const TOKEN = 'test-token-0123456789';

/** What an answer came to. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** What a test may want otherwise. */
export interface TestApiOptions {
  readonly secrets?: Secrets;
  readonly hookAllow?: readonly string[];
  readonly logger?: Logger;
  /** A database that several APIs share; it outlives them. */
  readonly databaseUrl?: string;
  readonly externalUrl?: string;
  readonly trustedProxies?: readonly string[];
  readonly eventStreams?: Partial<EventStreamOptions>;
  /** Who is asked what artifacts were made of; nobody if not given. */
  readonly artifactRegistry?: ArtifactRegistry;
}

const NO_REGISTRY: ArtifactRegistry = { revisionOf: () => Promise.resolve(err({ problem: 'there is none', mayPass: false })) };

/** Where nothing can be pushed to. */
export const TEST_REGISTRY = new SimulatedRegistry({ url: 'http://registry.test', host: 'registry.test' });

@Module({})
class TestModule {}

/** A key of its own for every API. */
export const makeSecrets = (id = 'test'): Secrets => new Secrets({ id, bytes: randomBytes(32) });

function hookTargetsOf(allowed: readonly string[]): HookTargets {
  const parsed = HookTargets.parse(allowed);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function watchRoutes(app: NestFastifyApplication): readonly ServedRoute[] {
  const routes: ServedRoute[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const verb of [method].flat()) if (verb !== 'HEAD') routes.push({ method: verb, url });
    });
  return routes;
}

/** A route as the HTTP server has it. */
export interface ServedRoute {
  readonly method: string;
  readonly url: string;
}

/** The API over real HTTP and a database of its own. */
export class TestApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly base: string,
    readonly pool: ReturnType<typeof createStorePool>,
    /** The connections of ordinary reads. */
    readonly readPool: ReturnType<typeof createStorePool>,
    readonly statements: StatementCounter,
    readonly routes: readonly ServedRoute[],
    private readonly release: () => Promise<void>,
  ) {}

  static async start(imports: readonly (DynamicModule | Type)[] = [], options: TestApiOptions = {}): Promise<TestApi> {
    const { secrets = makeSecrets(), hookAllow = [], logger = createLogger('silent'), databaseUrl, eventStreams = {}, artifactRegistry = NO_REGISTRY, externalUrl, trustedProxies } = options;
    const database = databaseUrl === undefined ? await createTestDatabase(migrateDatabase) : { url: databaseUrl, drop: () => Promise.resolve() };
    const pool = createStorePool(database.url);
    const dataSource = await createDataSource(database.url).initialize();
    const hookTargets = hookTargetsOf(hookAllow);
    const connections = { databaseUrl: database.url, pool, dataSource };
    const core = CoreModule.forRoot({ ...connections, configReader: new InlineConfigReader(), deadlineTasks: false, secrets, hookTargets, artifactRegistry, eventStreams, externalUrl });
    const root = { module: TestModule, imports: [HttpModule, core, HealthModule, ApiModule, ...imports] };
    const app = await createApplication(root, { logger, corsOrigins: ['http://ui.test'], drainMs: 0, ...(trustedProxies && { trustedProxies }) });
    const routes = watchRoutes(app);
    serveDocument(app);
    const { master } = dataSource.driver as unknown as { master: ReturnType<typeof createStorePool> };
    const statements = new StatementCounter(pool, master);
    await new AccessTokens(pool).ensure({ name: 'test', username: 'root', token: TOKEN });
    await app.listen(0, '127.0.0.1');
    const release = async (): Promise<void> => {
      await app.close();
      await Promise.all([pool.end(), dataSource.destroy()]);
      await database.drop();
    };
    return new TestApi(app, `${await app.getUrl()}/api/v4`, pool, master, statements, routes, release);
  }

  stop(): Promise<void> {
    return this.release();
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }

  post<T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  put<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.send<T>('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  form<T>(path: string, body: string): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, { 'content-type': 'application/x-www-form-urlencoded' });
  }

  async send<T>(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(path.startsWith('http') ? path : this.base + path, {
      method,
      headers: { 'private-token': TOKEN, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    // A stream has no end to wait for.
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }
}
