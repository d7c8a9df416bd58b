import type { NewProjectTokenResponse, NewTokenResponse, UserResponse } from '@holdpoint/pipeline-contract';
import type { AccessLevel, TokenScope } from '@holdpoint/pipeline-domain';
import type { TestApi } from './test-api.fixture';

let users = 0;

/** A user with a name of their own. */
export async function makeUser(api: TestApi, admin = false): Promise<UserResponse> {
  users += 1;
  return (await api.post<UserResponse>('/users', { username: `user${users}`, name: `User ${users}`, admin })).body;
}

/** A personal token, by default one that may do everything. */
export async function makeToken(api: TestApi, userId: number, scopes: readonly TokenScope[] = ['api']): Promise<string> {
  const input = { name: 'test', scopes };
  return (await api.post<NewTokenResponse>(`/users/${userId}/personal_access_tokens`, input)).body.token;
}

/** The token of a new user who is a member of a project. */
export async function makeMember(api: TestApi, projectId: number, level: AccessLevel, scope: TokenScope = 'api'): Promise<string> {
  const { id } = await makeUser(api);
  await api.post(`/projects/${projectId}/members`, { user_id: id, access_level: level });
  return makeToken(api, id, [scope]);
}

/** The token of a project. */
export async function makeBot(api: TestApi, projectId: number, level: AccessLevel, scope: TokenScope = 'api'): Promise<string> {
  const input = { name: 'bot', scopes: [scope], access_level: level };
  return (await api.post<NewProjectTokenResponse>(`/projects/${projectId}/access_tokens`, input)).body.token;
}

/** The header by which a token is sent. */
export const as = (token: string): Record<string, string> => ({ 'private-token': token });
