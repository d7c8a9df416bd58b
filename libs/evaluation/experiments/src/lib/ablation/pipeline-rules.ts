import type { Sighting, StepPair } from './sighting';
import type { Snapshot } from './snapshot';

const COMPLETED: readonly string[] = ['success', 'failed', 'canceled', 'skipped'];

/** What is wrong with the status of the pipeline or of a stage, beside what follows from its jobs. */
export function pipelineSightings(pair: StepPair): readonly Sighting[] {
  const stages = Object.keys(pair.product.after.view.stages).map((name) => folded(pair, `the stage ${name}`, (view) => view.stages[name]));
  return [folded(pair, 'the pipeline', ({ pipeline }) => pipeline), ...stages].flat();
}

type Read = (view: Snapshot['view']) => string | undefined;

function folded(pair: StepPair, what: string, read: Read): readonly Sighting[] {
  const [product, changed] = [read(pair.product.after.view), read(pair.changed.after.view)];
  if (product === undefined || changed === undefined || product === changed) return [];
  const before = pair.changed.before && read(pair.changed.before.view);
  const text = `${what} is ${changed} instead of ${product}`;
  if (changed === 'success' && before !== 'success') return [{ symptom: 'wrong_success', text }];
  if (jobsDiffer(pair)) return [];
  if (!COMPLETED.includes(product) || everEnds(pair, changed, read)) return [{ symptom: 'wrong_status', text }];
  return [{ symptom: 'stuck', text: `${what} never ends and stays ${changed} instead of ${product}` }];
}

/** What follows from jobs that are already told of tells nothing new. */
const jobsDiffer = ({ product, changed }: StepPair): boolean =>
  JSON.stringify(Object.entries(product.after.view.jobs).sort()) !== JSON.stringify(Object.entries(changed.after.view.jobs).sort());

function everEnds({ changed: { later } }: StepPair, changed: string, read: Read): boolean {
  const crashes = later.some(({ answer }) => answer.type === 'crashed');
  return crashes || [changed, ...later.map(({ view }) => read(view) ?? '')].some((status) => COMPLETED.includes(status));
}
