/** Proves that what is wrong with a folder of events is told, and fails no more than the cases that it is about. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ApiError } from '../../demo/api-client';
import { readFluxCases, type FluxCase } from './flux-cases';
import { runFluxCase } from './run-flux-case';

const EXPECTED = JSON.stringify({ world: {}, events: { applied: {} }, malformed: {} });
const CAPTURE = 'POST / HTTP/1.1\nX-Signature: sha256=ab\n\n{}';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'holdpoint-flux-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

async function readCase(capture?: string): Promise<FluxCase> {
  write({ 'expected.json': EXPECTED, 'events/applied.json': '{}', ...(capture === undefined ? {} : { 'captured/applied.http': capture }) });
  const read = await readFluxCases(directory);
  const [fluxCase] = read.ok ? read.value.cases : [];
  if (!fluxCase) throw new Error('it has one case');
  return fluxCase;
}

it('reads the signature of a capture', async () => {
  expect(await readCase()).toMatchObject({ capturedSignature: { ok: true, value: null } });
  expect(await readCase(CAPTURE)).toMatchObject({ capturedSignature: { ok: true, value: 'sha256=ab' } });
});

it.each([
  ['another body than its event', CAPTURE.replace('{}', '{"a":1}')],
  ['no X-Signature', CAPTURE.replace('X-Signature', 'X-Other')],
])('fails a case whose capture has %s, without a world', async (told, capture) => {
  const result = await runFluxCase(() => Promise.reject(new Error('none is made')), await readCase(capture));
  expect(result).toEqual({ name: 'applied', failure: { step: 'capture', lines: [`the capture has ${told}`] } });
});

it('fails a case whose world the API refuses', async () => {
  const result = await runFluxCase(() => Promise.reject(new ApiError('digest is invalid')), await readCase());
  expect(result).toEqual({ name: 'applied', failure: { step: 'world', lines: ['digest is invalid'] } });
});

it('says that the expectations cannot be read', async () => {
  write({ 'expected.json': '{"world": ' });
  expect(await readFluxCases(directory)).toEqual({ ok: false, error: expect.stringMatching(/^expected\.json cannot be read: /) });
});
