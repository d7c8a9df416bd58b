/** Proves that the document tells of every route of receivers, what it requires and all that it answers. */
import type { TestApi } from '@holdpoint/pipeline-feature/testing';
import { startReceiverApi } from './receiver-api.fixture';

let api: TestApi;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());

interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly 'x-requires'?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly description?: string }[];
  readonly responses: Readonly<Record<string, object>>;
}

it('describes each route', async () => {
  const { body } = await api.get<{ paths: Record<string, Record<string, Operation>> }>(`${new URL(api.base).origin}/api/openapi.json`);
  const described = Object.entries(body.paths)
    .filter(([path]) => path.includes('/receivers'))
    .flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, path, operation })));
  const served = api.routes.filter(({ method, url }) => method !== 'OPTIONS' && url.includes('/receivers')).map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.map(({ route }) => route).sort()).toEqual([...new Set(served)].sort());
  for (const { route, path, operation } of described) {
    const isOpen = path.includes('/events');
    expect([route, operation.security, operation['x-requires']]).toEqual([route, isOpen ? [] : undefined, isOpen ? undefined : 'maintain']);
    const inPath = (operation.parameters ?? []).filter(({ in: place, description }) => place === 'path' && description).map(({ name }) => name);
    expect([route, inPath.sort()]).toEqual([route, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()]);
    const statuses = isOpen ? ['202', '400', '401', '413', '429', '503'] : ['400', '401', '404', '503'];
    expect([route, Object.keys(operation.responses)]).toEqual([route, expect.arrayContaining(statuses)]);
  }
});
