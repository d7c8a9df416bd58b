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

/** Tells what was found about one design: how many cases differ, then each kind of divergence, the worst first. */
export async function divergenceFindings<Example, Noted extends Divergence>(
  { id }: WaitingDesign,
  log: DivergenceLog<Example, Noted>,
  teller: ExampleTeller<Example, Noted>,
): Promise<readonly Finding[]> {
  const kinds = await Promise.all(log.kinds.map((kind) => kindFinding(id, kind, teller)));
  return [designFinding(id, log, teller.cases), ...kinds];
}

type Totals = Pick<DivergenceLog<unknown>, 'cases' | 'differing' | 'harmful' | 'kinds'>;

function designFinding(design: WaitingDesign['id'], { cases, differing, harmful, kinds }: Totals, what: string): Finding {
  const [worst] = kinds;
  return {
    id: design,
    title: `${design}: all ${what}`,
    severity: severityOf(worst?.symptom ?? 'nothing'),
    observation:
      differing === 0
        ? `None of ${cases} ${what} is otherwise with a job that waits than with a build that runs.`
        : `${harmful} of ${cases} ${what} go wrong with a job that waits; ${differing - harmful} more differ where no user would mind.`,
    data: { cases, differing, harmful, worst_symptom: worst?.symptom ?? 'nothing' },
    reproduction: null,
  };
}

async function kindFinding<Example, Noted extends Divergence>(
  design: WaitingDesign['id'],
  kind: DivergenceKind<Example, Noted>,
  teller: ExampleTeller<Example, Noted>,
): Promise<Finding> {
  const { place, symptom, cases, forms } = kind;
  const observation = teller.observe(kind);
  return {
    id: `${design}.${place.replaceAll(' ', '-')}.${symptom}`,
    title: `${design}: ${place}, ${symptom.replaceAll('_', ' ')}`,
    severity: severityOf(symptom),
    observation,
    data: { symptom, cases, forms: forms.size, ...Object.fromEntries(forms) },
    reproduction: await teller.reproduce(kind, `With ${design}: ${observation}`),
  };
}
