/** Proves the one rule of access over every role, scope, action and requirement, against a table written by hand. */
import { ACCESS_LEVELS } from './access-level';
import { accessLevelOf, judgeAccess, mayForceCancel, type AccessFacts, type AccessJudgement } from './judge-access';
import { membershipsOf, type JobPrincipal, type ProjectBotPrincipal, type UserPrincipal } from './principal';
import { REQUIREMENTS, type Requirement } from './requirement';
import type { TokenScope } from './token-scope';

const PROJECT = 7;
const user: UserPrincipal = { type: 'user', userId: 2, username: 'ann', admin: false, scopes: ['api'] };
const admin: UserPrincipal = { ...user, userId: 1, username: 'root', admin: true };
const bot: ProjectBotPrincipal = { type: 'project_bot', userId: 3, username: 'bot', projectId: PROJECT, scopes: ['api'] };
const job: JobPrincipal = { type: 'job', jobId: 9, pipelineId: 8, projectId: PROJECT, username: 'job 9' };

const requirements = Object.keys(REQUIREMENTS) as Requirement[];
const levels = Object.entries(ACCESS_LEVELS);

/** What each role may do in a project, line by line; a bot may do what its level says, less what only persons may. */
const MAY: Readonly<Record<string, readonly Requirement[]>> = {
  stranger: [],
  guest: ['token', 'self', 'user', 'see'],
  planner: ['token', 'self', 'user', 'see'],
  reporter: ['token', 'self', 'user', 'see', 'read'],
  developer: ['token', 'self', 'user', 'see', 'read', 'develop'],
  maintainer: ['token', 'self', 'user', 'see', 'read', 'develop', 'maintain', 'issue'],
  owner: ['token', 'self', 'user', 'see', 'read', 'develop', 'maintain', 'issue', 'own'],
  admin: ['token', 'self', 'user', 'see', 'read', 'develop', 'maintain', 'issue', 'own', 'admin'],
};
const PERSONS_ONLY: readonly Requirement[] = ['user', 'issue', 'admin'];

const facts = (changes: Partial<AccessFacts>): AccessFacts => ({
  principal: user,
  action: 'read',
  requirement: 'read',
  takesJobTokens: false,
  project: { id: PROJECT, memberLevel: null },
  ...changes,
});

const inProject = (role: string): Partial<AccessFacts> =>
  role === 'admin'
    ? { principal: admin }
    : { project: { id: PROJECT, memberLevel: levels.find(([name]) => name === role)?.[1] ?? null } };

describe.each(Object.keys(MAY))('as %s', (role) => {
  it.each(requirements)('what requires %s', (requirement) => {
    const expected: AccessJudgement = role === 'stranger' ? 'hidden' : MAY[role]?.includes(requirement) ? 'allowed' : 'forbidden';
    for (const action of ['read', 'write'] as const) {
      expect(judgeAccess(facts({ ...inProject(role), requirement, action }))).toBe(expected);
    }
  });
});

it.each(levels.flatMap(([role]) => requirements.map((requirement) => [role, requirement] as const)))(
  'a bot as %s may do what requires %s unless only persons may',
  (role, requirement) => {
    const may = MAY[role]?.includes(requirement) === true && !PERSONS_ONLY.includes(requirement);
    expect(judgeAccess(facts({ ...inProject(role), principal: bot, requirement }))).toBe(may ? 'allowed' : 'forbidden');
  },
);

describe('scopes', () => {
  const scoped = (scopes: readonly TokenScope[]): AccessFacts['principal'][] => [{ ...admin, scopes }, { ...bot, scopes }];

  it.each(requirements.filter((requirement) => requirement !== 'self'))('let read_api only read what requires %s, before anything is said of the project', (requirement) => {
    for (const principal of scoped(['read_api'])) {
      for (const project of [undefined, null, { id: PROJECT, memberLevel: null }, { id: PROJECT, memberLevel: 50 as const }]) {
        expect(judgeAccess(facts({ principal, requirement, project, action: 'write' }))).toBe('insufficient_scope');
        expect(judgeAccess(facts({ principal, requirement, project }))).not.toBe('insufficient_scope');
      }
    }
  });

  it('do not matter for what concerns the token alone', () => {
    for (const principal of [...scoped(['read_api']), ...scoped([])]) {
      expect(judgeAccess(facts({ principal, requirement: 'self', project: undefined, action: 'write' }))).toBe('allowed');
    }
  });

  it('open nothing when there is none, and all when both are there', () => {
    for (const principal of scoped([])) expect(judgeAccess(facts({ principal }))).toBe('insufficient_scope');
    const both = { ...admin, scopes: ['read_api', 'api'] as const };
    expect(judgeAccess(facts({ principal: both, action: 'write' }))).toBe('allowed');
  });
});

describe('projects', () => {
  it.each(requirements)('that are not there are hidden from everybody by what requires %s', (requirement) => {
    for (const principal of [user, admin, bot]) expect(judgeAccess(facts({ principal, requirement, project: null }))).toBe('hidden');
  });

  it('of others are hidden from a bot even where it was made a member', () => {
    expect(judgeAccess(facts({ principal: bot, project: { id: 8, memberLevel: 50 } }))).toBe('hidden');
  });

  it('need not be named by what asks for no level', () => {
    const judged = requirements.map((requirement) => judgeAccess(facts({ requirement, project: undefined })));
    expect(requirements.filter((_, index) => judged[index] === 'allowed')).toEqual(['token', 'self', 'user']);
    expect(judgeAccess(facts({ requirement: 'admin', project: undefined, principal: admin }))).toBe('allowed');
  });
});

it('lets nobody pass where nothing is required', () => {
  for (const principal of [user, admin, bot, job]) {
    expect(judgeAccess(facts({ principal, requirement: undefined, takesJobTokens: true }))).toBe('forbidden');
  }
});

it('takes the token of a job only where a route says so, and only in its project', () => {
  expect(judgeAccess(facts({ principal: job }))).toBe('unwelcome');
  expect(judgeAccess(facts({ principal: job, takesJobTokens: true, action: 'write' }))).toBe('allowed');
  expect(judgeAccess(facts({ principal: job, takesJobTokens: true, project: { id: 8, memberLevel: 50 } }))).toBe('hidden');
  expect(judgeAccess(facts({ principal: job, takesJobTokens: true, project: null }))).toBe('hidden');
});

it('knows at which level somebody acts', () => {
  const project = { id: PROJECT, memberLevel: ACCESS_LEVELS.reporter };
  expect([user, admin, bot, job].map((principal) => accessLevelOf({ principal, project }))).toEqual([20, 50, 20, null]);
  expect(accessLevelOf({ principal: admin, project: null })).toBeNull();
});

it('lets maintainers cancel by force', () => {
  expect(levels.filter(([, level]) => mayForceCancel(level)).map(([name]) => name)).toEqual(['maintainer', 'owner']);
  expect(mayForceCancel(null)).toBe(false);
});

it('shows lists of projects by membership, except to admins', () => {
  expect([user, admin, bot].map(membershipsOf)).toEqual([2, null, 3]);
});
