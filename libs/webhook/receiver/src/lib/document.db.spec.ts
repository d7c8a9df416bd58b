/** Proves that the document tells of every route of receivers, what it requires and all that it answers. */
import type { TestApi } from '@holdpoint/pipeline-feature/testing';
import { makeReceiver, startReceiverApi } from './receiver-api.fixture';

let api: TestApi;
beforeAll(async () => (api = await startReceiverApi()));
afterAll(() => api.stop());

interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly 'x-requires'?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, object>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const readPaths = async (): Promise<Paths> => (await api.get<{ paths: Paths }>(`${new URL(api.base).origin}/api/openapi.json`)).body.paths;

it('describes each route', async () => {
  const described = Object.entries(await readPaths())
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

it('says that events are in the body, and what signs them in a header', async () => {
  const paths = await readPaths();
  const deliveryOf = (end: string): Operation | undefined => paths[`/api/v4/projects/{id}/receivers/{receiver_id}/events${end}`]?.['post'];
  for (const end of ['', '/{token}']) {
    const { required, content = {} } = deliveryOf(end)?.requestBody ?? {};
    const oneEvent = { schema: { type: 'object' } };
    expect([end, required, content]).toEqual([end, true, { 'application/json': oneEvent, 'application/cloudevents+json': oneEvent }]);
  }
  const headersOf = (end: string) => deliveryOf(end)?.parameters?.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  expect([headersOf(''), headersOf('/{token}')]).toEqual([['X-Signature'], []]);
});

it('refuses what the document does: no body, a list of events as plain JSON, and no signature', async () => {
  const byToken = await makeReceiver(api, { type: 'generic' });
  const signed = await makeReceiver(api);
  const sendTo = async ({ address }: { address: string }, body?: string) => (await fetch(address, { method: 'POST', ...(body && { body }) })).status;
  expect([await sendTo(byToken), await sendTo(byToken, '[{}]'), await sendTo(signed)]).toEqual([400, 400, 401]);
});
