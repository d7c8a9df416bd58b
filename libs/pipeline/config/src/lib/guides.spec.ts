/**
 * The YAML in the guides, which people copy: every block can be read, every `.gitlab-ci.yml` makes a pipeline, and every
 * manifest is complete, with all that it refers to in the same block.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { messagesOf, planOf } from './testing/config.fixture';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec?: Readonly<Record<string, { readonly name?: string } | undefined>>;
}

const FOLDER = join(__dirname, '../../../../../docs/guides');
const CI_CONFIG = '# .gitlab-ci.yml\n';
const NAMED = { name: expect.any(String), namespace: expect.any(String) };

const blocks = readdirSync(FOLDER).filter((file) => file.endsWith('.md')).flatMap(blocksOf);
const configs = blocks.filter(([, text]) => text.startsWith(CI_CONFIG));
const manifests = blocks.filter(([, text]) => !text.startsWith(CI_CONFIG));

it.each(configs)('%s makes a pipeline with a job that waits', (_, text) => {
  expect(messagesOf(text)).toEqual([]);
  const plan = planOf(text);
  expect(plan.ok && plan.value.jobs.map(({ kind }) => kind)).toContain('external');
});

it.each(manifests)('%s is made of whole manifests', (_, text) => {
  const documents = parseAllDocuments(text);
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  const objects = documents.map((document) => document.toJS() as Manifest);
  for (const object of objects) expect(object).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String), metadata: NAMED });
  const named = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  expect(named).toEqual(expect.arrayContaining(objects.flatMap(referencesOf)));
});

it('there are guides', () => {
  expect([configs.length, manifests.length].every((count) => count > 0)).toBe(true);
});

/** What a manifest refers to, in its own namespace as all of them do. */
function referencesOf({ metadata, spec = {} }: Manifest): readonly string[] {
  return [
    ['Secret', spec['secretRef']],
    ['Provider', spec['providerRef']],
  ].flatMap(([kind, reference]) => (typeof reference === 'object' ? [`${kind} ${metadata.namespace}/${reference.name}`] : []));
}

function blocksOf(file: string): readonly (readonly [name: string, text: string])[] {
  const blocks = readFileSync(join(FOLDER, file), 'utf8').matchAll(/^```ya?ml\n(.*?)^```$/gms);
  return [...blocks].map(([, text = ''], index) => [`${file}, block ${index + 1}`, text]);
}
