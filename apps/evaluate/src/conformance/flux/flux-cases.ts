import { err, ok, type Result } from '@holdpoint/kernel';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder of events of Flux says: the world they come into, and what becomes of each. */
export interface FluxCases {
  readonly world: FluxWorldDescription;
  readonly cases: readonly FluxCase[];
}

/** The project, pipelines and artifacts that every event finds. */
export interface FluxWorldDescription {
  readonly project: string;
  readonly earlier_pipeline: CommitOnRef;
  readonly pipeline: CommitOnRef & { readonly external_jobs: Readonly<Record<string, { readonly match: object }>> };
  readonly registered_artifact_revisions: readonly ArtifactRevision[];
}

/** A commit with the branch that it is on. */
export interface CommitOnRef {
  readonly ref: string;
  readonly sha: string;
}

/** What a build would register. */
export interface ArtifactRevision extends CommitOnRef {
  readonly repository: string;
  readonly digest: string;
}

/** One body, what is expected of it, and the signature it was captured with where it was. */
export interface FluxCase {
  readonly name: string;
  readonly body: Buffer;
  /** Null where it was not captured; an error says why its capture proves nothing. */
  readonly capturedSignature: Result<string | null, string>;
  readonly expected: ExpectedOutcome;
}

/** What a body must come to. */
export interface ExpectedOutcome {
  readonly http: number;
  readonly verdict: string;
  /** Null where no job is concerned. */
  readonly job: string | null;
  readonly job_status: string | null;
}

type Expectations = Readonly<Record<string, ExpectedOutcome>>;

interface Expected {
  readonly world: FluxWorldDescription;
  readonly events: Expectations;
  readonly malformed: Expectations;
}

/** Reads `expected.json` and the bodies that it names, from `events/*.json` and `malformed/*.txt`; rejects without one of them. */
export async function readFluxCases(directory: string): Promise<Result<FluxCases, string>> {
  const expected = readExpected(await readFile(join(directory, 'expected.json'), 'utf8'));
  if (!expected.ok) return expected;
  const { world, events, malformed } = expected.value;
  const cases = await Promise.all([
    ...Object.entries(events).map((entry) => readFluxCase(directory, 'events/*.json', entry)),
    ...Object.entries(malformed).map((entry) => readFluxCase(directory, 'malformed/*.txt', entry)),
  ]);
  return ok({ world, cases });
}

function readExpected(text: string): Result<Expected, string> {
  try {
    return ok(JSON.parse(text) as Expected);
  } catch (error) {
    return err(`expected.json cannot be read: ${(error as Error).message}`);
  }
}

async function readFluxCase(directory: string, place: string, [name, expected]: [string, ExpectedOutcome]): Promise<FluxCase> {
  const body = await readFile(join(directory, place.replace('*', name)));
  const capture = await readCapture(join(directory, 'captured', `${name}.http`));
  return { name, body, capturedSignature: capture ? signatureIn(capture, body) : ok(null), expected };
}

/** Null where there is none. */
async function readCapture(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** The signature of a captured request; its body must be the very bytes of the event, for they are what was signed. */
function signatureIn(capture: Buffer, body: Buffer): Result<string, string> {
  const end = capture.indexOf('\r\n\r\n') < 0 ? capture.indexOf('\n\n') : capture.indexOf('\r\n\r\n');
  const [, signature] = /^x-signature:\s*(\S+)\s*$/im.exec(capture.subarray(0, end).toString('latin1')) ?? [];
  if (signature === undefined) return err('the capture has no X-Signature');
  const isOfBody = capture.subarray(end).toString('latin1').endsWith(body.toString('latin1'));
  return isOfBody ? ok(signature) : err('the capture has another body than its event');
}
