/** Proves that what is pushed, and by whom, stays with the registry that it is pushed to. */
import { createHash } from 'node:crypto';
import { json, LAYER, NAME, ROBOT, serve, stopServers } from '../client/registry.fixture';
import { startMemoryRegistry } from '../memory-registry/start-memory-registry';
import { pushArtifact } from './push-artifact';

afterEach(stopServers);

const push = (registryUrl: string) => pushArtifact({ registryUrl, repository: NAME, tag: 'main', annotations: { source: 'https://git.example/a' }, layer: LAYER, credentials: ROBOT });

it('stores manifest, configuration and layer, each under its digest', async () => {
  const registry = await startMemoryRegistry();
  const { digest } = await push(`${registry.url}/`);
  const manifest = Buffer.from(await (await fetch(`${registry.url}/v2/${NAME}/manifests/main`)).arrayBuffer());
  expect(digest).toBe(`sha256:${createHash('sha256').update(manifest).digest('hex')}`);
  const { config, layers, annotations } = JSON.parse(manifest.toString()) as { config: { digest: string }; layers: { digest: string }[]; annotations: object };
  const blobs = await Promise.all([config, ...layers].map((blob) => fetch(`${registry.url}/v2/${NAME}/blobs/${blob.digest}`)));
  expect(blobs.map(({ status }) => status)).toEqual([200, 200]);
  expect(await blobs[1]?.arrayBuffer().then((bytes) => LAYER.equals(new Uint8Array(bytes)))).toBe(true);
  expect(annotations).toEqual({ 'org.opencontainers.image.source': 'https://git.example/a' });
  await registry.stop();
});

it('sends nothing to another host, wherever the registry wants the upload', async () => {
  let calls = 0;
  const other = await serve((_request, response) => response.writeHead((calls += 1, 201)).end());
  const registry = await serve((_request, response) => response.writeHead(202, { location: `http://${other}/upload` }).end(json({})));
  await expect(push(`http://${registry}`)).rejects.toThrow(other);
  expect(calls).toBe(0);
});

it('rejects with the status when the registry refuses', async () => {
  const registry = await serve((_request, response) => response.writeHead(405).end());
  await expect(push(`http://${registry}`)).rejects.toThrow('The artifact cannot be pushed: HTTP 405');
});
