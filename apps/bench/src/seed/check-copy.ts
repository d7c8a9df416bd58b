import type { BenchProject } from '../api/bench-project';

/** What the API shows of a pipeline. */
const VIEWS = ['', '/jobs', '/external_jobs', '/stages', '/history'];

/** Compares a copy with a pipeline that the API has made: it must show the same of both. Answers what differs. */
export async function checkCopy(project: BenchProject, copyId: number): Promise<readonly string[]> {
  const madeId = await project.createPipeline();
  const differing: string[] = [];
  for (const view of VIEWS) {
    const [made, copy] = [await read(project, madeId, view), await read(project, copyId, view)];
    if (made !== copy) differing.push(`a seeded pipeline shows other ${view || 'attributes'} than one made by the API: ${firstDifference(copy, made)}`);
  }
  return differing;
}

const SHOWN = 120;

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const from = Math.max(0, at - SHOWN / 2);
  return `…${a.slice(from, from + SHOWN)}… instead of …${b.slice(from, from + SHOWN)}…`;
}

const read = async (project: BenchProject, id: number, view: string): Promise<string> =>
  JSON.stringify(await project.get<unknown>(`/pipelines/${id}${view}`), withoutNumbers);

/** Numbers, addresses made of them, and instants are each pipeline's own; all that is left is text. */
function withoutNumbers(key: string, value: unknown): unknown {
  if (typeof value === 'number' || /(_at|_url|_path|^at|duration)$/.test(key)) return value === null ? null : 'own';
  return value;
}
