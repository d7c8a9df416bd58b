import { planCase } from '@holdpoint/evaluation-scenario';
import type { KeywordProbe } from './keyword-probe';
import { PROBED, probeConfig } from './probe-config';

/** A way to write the entry that reads an external job. */
export interface EntryDesign {
  readonly id: 'own_entry' | 'processable' | 'processable_less';
  readonly title: string;
  /** What it says against a keyword, a line each; nothing when it takes it. */
  refuse(probe: KeywordProbe): readonly string[];
}

/** The keys of GitLab's Processable entry: what Job and Bridge have in common. */
const PROCESSABLE_KEYS: ReadonlySet<string> = new Set([
  'allow_failure',
  'environment',
  'except',
  'extends',
  'inherit',
  'interruptible',
  'needs',
  'only',
  'resource_group',
  'rules',
  'stage',
  'variables',
  'when',
]);

const SUBTRACTED = ['variables', 'when'];

/** The product's design first, then those it was chosen over. */
export const ENTRY_DESIGNS: readonly EntryDesign[] = [
  { id: 'own_entry', title: 'An entry of its own', refuse: refuseAsProduct },
  { id: 'processable', title: 'A subset of Processable', refuse: (probe) => refuseByKeys(PROCESSABLE_KEYS, probe) },
  {
    id: 'processable_less',
    title: 'Processable with subtraction',
    refuse: (probe) => refuseByKeys(new Set([...PROCESSABLE_KEYS].filter((key) => !SUBTRACTED.includes(key))), probe),
  },
];

function refuseAsProduct(probe: KeywordProbe): readonly string[] {
  const plan = planCase(probeConfig('external', probe.place, probe));
  return plan.ok ? [] : plan.error.split('\n');
}

/** As GitLab's entries check their keys. The entry of a rule is the same for every job, so that it refuses nothing here. */
function refuseByKeys(keys: ReadonlySet<string>, { place, keyword }: KeywordProbe): readonly string[] {
  return place === 'rule' || keys.has(keyword) ? [] : [`jobs:${PROBED} config contains unknown keys: ${keyword}`];
}
