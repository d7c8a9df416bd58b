import { MINUTE_MS } from '@holdpoint/kernel';
import type { Sighting, StepPair } from './sighting';
import type { JobSeen } from './snapshot';
import { minuteWords } from './step-words';

/** What is missing or wrong beside statuses: times, buttons, lists, and what other systems are told. */
export function detailSightings(pair: StepPair): readonly Sighting[] {
  const { product, changed } = pair;
  const jobs = Object.entries(product.after.jobs).flatMap(([name, seen]) => {
    const other = changed.after.jobs[name];
    return other && other.status === seen.status ? jobDetails(name, seen, other) : [];
  });
  return [...jobs, ...pipelineTimes(pair), ...told(pair)];
}

function jobDetails(name: string, product: JobSeen, changed: JobSeen): readonly Sighting[] {
  return [
    ...missing(`${name} does not offer`, product.actions, changed.actions),
    ...missing(`${name} is missing from the list`, product.lists, changed.lists),
    ...otherWord(name, product.waits, changed.waits),
    ...otherWord(`the deployment of ${name}`, product.deployment, changed.deployment),
    ...otherWord(`the environment of ${name}`, product.environment, changed.environment),
    ...(product.failureReason === changed.failureReason
      ? []
      : [{ symptom: 'not_shown' as const, text: `${name} gives ${changed.failureReason} as its reason instead of ${product.failureReason}` }]),
    ...times(name, product.times, changed.times),
  ];
}

function otherWord(what: string, product: string | null, changed: string | null): readonly Sighting[] {
  return product === changed ? [] : [{ symptom: 'not_shown', text: `${what} is said to be ${changed ?? 'none'} instead of ${product ?? 'none'}` }];
}

/** Times that depend on a status which differs already tell nothing new. */
function pipelineTimes({ product, changed }: StepPair): readonly Sighting[] {
  return product.after.view.pipeline === changed.after.view.pipeline ? times('the pipeline', product.after.pipeline, changed.after.pipeline) : [];
}

function told({ product, changed }: StepPair): readonly Sighting[] {
  const names = new Set([...Object.keys(product.after.told), ...Object.keys(changed.after.told)]);
  return [...names].flatMap((name): readonly Sighting[] => {
    const [expected, actual] = [product.after.told[name] ?? 0, changed.after.told[name] ?? 0];
    if (expected === actual) return [];
    if (actual > expected) return [{ symptom: 'duplicate', text: `"${name}" is sent ${actual} times instead of ${expected}` }];
    return [unsent(name)];
  });
}

/** Who waits for what is not sent: the other system goes on, other pipelines stand still. */
function unsent(name: string): Sighting {
  if (name === 'assign_resource') return { symptom: 'stuck', text: 'the resource of its group is not handed on, and whoever is in line waits for ever' };
  return { symptom: name.startsWith('send_hook cancel') ? 'cancel_without_effect' : 'not_shown', text: `"${name}" is not sent` };
}

function missing(what: string, product: readonly string[], changed: readonly string[]): readonly Sighting[] {
  return product.filter((item) => !changed.includes(item)).map((item) => ({ symptom: 'not_shown', text: `${what} ${item}` }));
}

type Times = Readonly<Record<string, number | null>>;

function times(what: string, product: Times, changed: Times): readonly Sighting[] {
  return Object.entries(product).flatMap(([name, value]): readonly Sighting[] => {
    const other = changed[name] ?? null;
    return value === other ? [] : [{ symptom: 'wrong_time', text: `${name} of ${what} is ${timeWords(other)} instead of ${timeWords(value)}` }];
  });
}

/** The clock of a scenario starts at 0. */
const timeWords = (ms: number | null): string => (ms === null ? 'not set' : minuteWords(ms / MINUTE_MS));
