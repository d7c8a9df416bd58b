import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import type { Divergence, DivergenceKind, DivergenceLog } from './divergence-log';
import type { WaitingDesign } from './waiting-design';

/** How one experiment tells about its examples. */
export interface ExampleTeller<Example, Noted extends Divergence = Divergence> {
  /** What a case is, in the plural: `folds`. */
  readonly cases: string;
  /** What a user would see of a divergence, in one sentence. */
  observe(kind: DivergenceKind<Example, Noted>): string;
  /** A case file that shows it; null where the format has no words for it. */
  reproduce(kind: DivergenceKind<Example, Noted>, shows: string): Promise<string | null>;
}

/** Tells each kind of divergence of one design, the worst first; or, that it has none. */
export async function divergenceFindings<Example, Noted extends Divergence>(
  { id }: WaitingDesign,
  log: DivergenceLog<Example, Noted>,
  teller: ExampleTeller<Example, Noted>,
): Promise<readonly Finding[]> {
  if (log.differing === 0) return [sameFinding(id, log.cases, teller.cases)];
  return Promise.all(log.kinds.map((kind) => kindFinding(id, log.cases, kind, teller)));
}

/** How many cases go wrong with one design, for a summary. */
export const toldInShort = ({ id }: WaitingDesign, { cases, differing, harmful }: DivergenceLog<unknown>, what: string): string =>
  `${id}: ${differing} of ${cases} ${what} differ, ${harmful} to a user's harm`;

const sameFinding = (variant: WaitingDesign['id'], cases: number, what: string): Finding => ({
  id: `${variant}.same`,
  title: `${variant}: no difference`,
  severity: severityOf('nothing'),
  observation: `None of ${cases} ${what} is otherwise with a job that waits than with a build that runs.`,
  data: { variant, symptom: 'nothing', cases: 0, of: cases },
  reproduction: null,
});

async function kindFinding<Example, Noted extends Divergence>(
  variant: WaitingDesign['id'],
  of: number,
  kind: DivergenceKind<Example, Noted>,
  teller: ExampleTeller<Example, Noted>,
): Promise<Finding> {
  const { place, symptom, cases, forms } = kind;
  const observation = teller.observe(kind);
  return {
    id: `${variant}.${place.replaceAll(' ', '-')}.${symptom}`,
    title: `${variant}: ${place}, ${symptom.replaceAll('_', ' ')}`,
    severity: severityOf(symptom),
    observation,
    data: { variant, symptom, cases, of, ...Object.fromEntries(forms) },
    reproduction: await teller.reproduce(kind, `With ${variant}: ${observation}`),
  };
}
