import { readdir, readFile } from 'node:fs/promises';
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
  readonly capturedSignature: string | null;
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

/** Reads `expected.json` and the bodies that it names, from `events/*.json` and `malformed/*.txt`. */
export async function readFluxCases(directory: string): Promise<FluxCases> {
  const text = await readFile(join(directory, 'expected.json'), 'utf8');
  const { world, events, malformed } = JSON.parse(text) as { world: FluxWorldDescription; events: Expectations; malformed: Expectations };
  const captures = new Set(await readdir(join(directory, 'captured')).catch(() => []));
  const read = async (folder: string, ending: string, [name, expected]: [string, ExpectedOutcome]): Promise<FluxCase> => {
    const body = await readFile(join(directory, folder, `${name}${ending}`));
    const capture = captures.has(`${name}.http`) ? await readFile(join(directory, 'captured', `${name}.http`)) : null;
    return { name, body, capturedSignature: capture && signatureIn(name, capture, body), expected };
  };
  return {
    world,
    cases: await Promise.all([
      ...Object.entries(events).map((entry) => read('events', '.json', entry)),
      ...Object.entries(malformed).map((entry) => read('malformed', '.txt', entry)),
    ]),
  };
}

/** The signature of a captured request; its body must be the very bytes of the event, for they are what was signed. */
function signatureIn(name: string, capture: Buffer, body: Buffer): string {
  const end = capture.indexOf('\r\n\r\n') < 0 ? capture.indexOf('\n\n') : capture.indexOf('\r\n\r\n');
  const [, signature] = /^x-signature:\s*(\S+)\s*$/im.exec(capture.subarray(0, end).toString('latin1')) ?? [];
  if (signature === undefined) throw new Error(`the capture ${name} has no X-Signature`);
  if (!capture.subarray(end).toString('latin1').endsWith(body.toString('latin1'))) throw new Error(`the capture ${name} has another body than its event`);
  return signature;
}
