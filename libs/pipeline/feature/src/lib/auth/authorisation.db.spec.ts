/** Proves who may call what: every route, every role, both scopes, persons and bots, against a table written by hand. */
import { Controller, Get, Module } from '@nestjs/common';
import { ACCESS_LEVELS, type AccessLevel, type Requirement, type TokenScope } from '@holdpoint/pipeline-domain';
import { SimulationModule } from '../simulation/simulation.module';
import { as, makeBot, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { TEST_REGISTRY, TestApi, TOKEN } from '../test-api.fixture';
import { makeProject } from '../test-project.fixture';

/** A route whose author forgot to say what it requires. */
@Controller('api/v4/forgotten')
class ForgottenController {
  @Get()
  get(): object {
    return {};
  }
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

/** What each route must require; a new route has to be added here. */
const REQUIRED: Readonly<Record<Requirement | 'nobody', readonly string[]>> = {
  nobody: ['GET /forgotten'],
  token: ['GET /version', 'GET /metadata', 'GET /user', 'GET /projects'],
  user: [
    'POST /projects',
    'GET /users',
    'GET /users/:user_id',
    'POST /users/:user_id/personal_access_tokens',
    'GET /personal_access_tokens',
    'GET /personal_access_tokens/:token_id',
    'POST /personal_access_tokens/:token_id/rotate',
    'DELETE /personal_access_tokens/:token_id',
  ],
  self: ['GET /personal_access_tokens/self', 'DELETE /personal_access_tokens/self'],
  see: ['GET /projects/:id'],
  read: [
    'GET /projects/:id/repository/commits',
    'GET /projects/:id/repository/commits/:sha',
    'GET /projects/:id/repository/commits/:sha/statuses',
    'GET /projects/:id/repository/branches',
    'GET /projects/:id/repository/branches/:name',
    'GET /projects/:id/repository/files/:path/raw',
    'GET /projects/:id/ci/lint',
    'GET /projects/:id/pipelines',
    'GET /projects/:id/pipelines/latest',
    'GET /projects/:id/pipelines/:pipeline_id',
    'GET /projects/:id/pipelines/:pipeline_id/history',
    'GET /projects/:id/pipelines/:pipeline_id/test_report',
    'GET /projects/:id/pipelines/:pipeline_id/test_report_summary',
    'GET /projects/:id/pipelines/:pipeline_id/stages',
    'GET /projects/:id/pipelines/:pipeline_id/jobs',
    'GET /projects/:id/pipelines/:pipeline_id/bridges',
    'GET /projects/:id/pipelines/:pipeline_id/external_jobs',
    'GET /projects/:id/jobs',
    'GET /projects/:id/jobs/:job_id',
    'GET /projects/:id/jobs/:job_id/trace',
    'GET /projects/:id/jobs/:job_id/history',
    'GET /projects/:id/jobs/:job_id/callbacks',
    'GET /projects/:id/jobs/:job_id/waiting',
    'GET /projects/:id/callbacks',
    'GET /projects/:id/callbacks/:callback_id',
    'GET /projects/:id/events',
    'GET /projects/:id/pipelines/:pipeline_id/events',
    'GET /projects/:id/members',
    'GET /projects/:id/members/all',
    'GET /projects/:id/members/:user_id',
    'GET /projects/:id/members/all/:user_id',
    'GET /projects/:id/artifact_revisions',
    'GET /projects/:id/environments',
    'GET /projects/:id/environments/:environment_id',
    'GET /projects/:id/deployments',
    'GET /projects/:id/deployments/:deployment_id',
  ],
  develop: [
    'GET /projects/:id/resource_groups',
    'GET /projects/:id/resource_groups/:key',
    'PUT /projects/:id/resource_groups/:key',
    'GET /projects/:id/resource_groups/:key/current_job',
    'GET /projects/:id/resource_groups/:key/upcoming_jobs',
    'POST /projects/:id/repository/commits',
    'POST /projects/:id/ci/lint',
    'POST /projects/:id/pipeline',
    'POST /projects/:id/pipeline_callback',
    'POST /projects/:id/statuses/:sha',
    'POST /projects/:id/artifact_revisions',
    'GET /projects/:id/pipelines/:pipeline_id/variables',
    'PUT /projects/:id/pipelines/:pipeline_id/metadata',
    'POST /projects/:id/pipelines/:pipeline_id/cancel',
    'POST /projects/:id/pipelines/:pipeline_id/retry',
    'POST /projects/:id/jobs/:job_id/play',
    'POST /projects/:id/jobs/:job_id/cancel',
    'POST /projects/:id/jobs/:job_id/retry',
    'POST /projects/:id/jobs/:job_id/erase',
    'POST /projects/:id/jobs/:job_id/callback_token',
    'POST /projects/:id/environments/:environment_id/stop',
  ],
  maintain: [
    'POST /projects/:id/members',
    'PUT /projects/:id/members/:user_id',
    // Of another: everybody may remove themselves.
    'DELETE /projects/:id/members/:user_id',
    'GET /projects/:id/access_tokens',
    'GET /projects/:id/access_tokens/:token_id',
    'DELETE /projects/:id/access_tokens/:token_id',
    'PUT /projects/:id',
    'POST /projects/:id/callbacks/:callback_id/replay',
    'GET /projects/:id/refused_calls',
    'GET /projects/:id/external_hooks',
    'POST /projects/:id/external_hooks',
    'GET /projects/:id/external_hooks/:hook_id',
    'PUT /projects/:id/external_hooks/:hook_id',
    'DELETE /projects/:id/external_hooks/:hook_id',
    'POST /projects/:id/external_hooks/:hook_id/rotate_secret',
    'GET /projects/:id/external_hooks/:hook_id/deliveries',
    'POST /projects/:id/external_hooks/:hook_id/deliveries/:delivery_id/redeliver',
  ],
  issue: ['POST /projects/:id/access_tokens', 'POST /projects/:id/access_tokens/:token_id/rotate'],
  own: ['DELETE /projects/:id/pipelines/:pipeline_id', 'DELETE /projects/:id'],
  admin: [
    'POST /users',
    'POST /users/:user_id/block',
    'POST /users/:user_id/unblock',
    'GET /simulation/clock',
    'GET /simulation/registry',
    'POST /simulation/clock/step',
    'POST /projects/:id/pipelines/:pipeline_id/fire_event',
  ],
};

/** From which level on something may be done in a project; what only persons may is closed to bots of every level. */
const LEAST: Readonly<Record<Requirement | 'nobody', AccessLevel | null>> = {
  nobody: null,
  token: 10,
  self: 10,
  user: 10,
  see: 10,
  read: 20,
  develop: 30,
  maintain: 40,
  issue: 40,
  own: 50,
  admin: null,
};
const PERSONS_ONLY: readonly string[] = ['user', 'issue'];
/** Asked last, one after the other: they take away what all others need. */
const LAST = ['DELETE /projects/:id', 'DELETE /personal_access_tokens/self'];
const REFUSALS: readonly (string | null)[] = ['unauthorized', 'forbidden', 'insufficient_scope', 'project_not_found'];

let api: TestApi;
let projectId: number;
beforeAll(async () => {
  const simulation = SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY });
  api = await TestApi.start([simulation, { module: ForgottenModule }]);
  projectId = await makeProject(api);
});
afterAll(() => api.stop());

const served = (): string[] =>
  api.routes
    .filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4'))
    .map(({ method, url }) => `${method} ${url.replace('/api/v4', '')}`);

/** Calls a route with nothing in it, so that whoever passes the guard meets a validation or a row that is not there. */
async function refusalOf(route: string, token: string): Promise<string | null> {
  const [method = '', url = ''] = route.split(' ');
  const path = url.replace(':id', String(projectId)).replaceAll(/:\w+/g, '999999999');
  // A stream that is opened would never end; with such an id it is refused once the guard is passed.
  const caller = { ...as(token), 'last-event-id': 'none' };
  const headers = method === 'GET' ? caller : { ...caller, 'content-type': 'application/json' };
  const answer = await api.send(method, path, method === 'GET' ? undefined : '{}', headers);
  expect([route, answer.status < 500]).toEqual([route, true]);
  const code = answer.headers.get('x-error-code');
  return REFUSALS.includes(code) ? code : null;
}

type Expect = (requirement: Requirement | 'nobody', inProject: boolean) => string | null;

async function expectAll(token: string, scope: TokenScope, expected: Expect): Promise<void> {
  const asked = Object.entries(REQUIRED).flatMap(([requirement, routes]) =>
    routes.map((route) => ({ route, requirement: requirement as Requirement | 'nobody' })),
  );
  const last = LAST.flatMap((route) => asked.filter((one) => one.route === route));
  const ask = ({ route }: { readonly route: string }): Promise<(string | null)[]> => refusalOf(route, token).then((refusal) => [route, refusal]);
  const answers = await Promise.all(asked.filter((one) => !last.includes(one)).map(ask));
  for (const one of last) {
    answers.push(await ask(one));
    await api.pool.query('UPDATE projects SET marked_for_deletion_at = NULL');
  }
  const allowed = [...asked.filter((one) => !last.includes(one)), ...last].map(({ route, requirement }) => {
    const lacksScope = scope === 'read_api' && !route.startsWith('GET') && requirement !== 'nobody' && requirement !== 'self';
    return [route, lacksScope ? 'insufficient_scope' : expected(requirement, route.includes('/projects/:id'))];
  });
  expect(answers).toEqual(allowed);
}

it('knows every route', () => {
  expect(Object.values(REQUIRED).flat().sort()).toEqual([...new Set(served())].sort());
});

const cases = Object.entries(ACCESS_LEVELS).flatMap(([role, level]) =>
  (['api', 'read_api'] as const).map((scope) => [role, scope, level] as const),
);

it.each(cases)('a %s with %s may do what their level allows', async (_role, scope, level) => {
  await expectAll(await makeMember(api, projectId, level, scope), scope, (requirement) => {
    const least = LEAST[requirement];
    return least !== null && level >= least ? null : 'forbidden';
  });
});

it.each(cases)('a bot that is a %s with %s may do the same, but nothing that only persons may', async (_role, scope, level) => {
  await expectAll(await makeBot(api, projectId, level, scope), scope, (requirement) => {
    const least = LEAST[requirement];
    return least !== null && level >= least && !PERSONS_ONLY.includes(requirement) ? null : 'forbidden';
  });
});

it.each(['api', 'read_api'] as const)('a stranger with %s does not see the project', async (scope) => {
  const { id } = await makeUser(api);
  await expectAll(await makeToken(api, id, [scope]), scope, (requirement, inProject) => {
    if (inProject) return 'project_not_found';
    return requirement === 'token' || requirement === 'self' || requirement === 'user' ? null : 'forbidden';
  });
});

it.each(['api', 'read_api'] as const)('an admin with %s may do everything but what nobody may', async (scope) => {
  const { id } = await makeUser(api, true);
  await expectAll(await makeToken(api, id, [scope]), scope, (requirement) => (requirement === 'nobody' ? 'forbidden' : null));
});

it('says in GitLab’s form which scope is missing', async () => {
  const token = await makeToken(api, 1, ['read_api']);
  const answer = await api.post('/projects', { name: 'x' }, as(token));
  expect([answer.status, answer.body]).toEqual([
    403,
    {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: 'api',
    },
  ]);
  expect((await api.get('/user', as(token))).status).toBe(200);
  expect((await api.get('/forgotten', as(TOKEN))).body).toEqual({ message: '403 Forbidden' });
});
