import { SYMPTOMS, type Symptom } from '@holdpoint/evaluation-experiment';

/** One thing that is otherwise than in the reference. */
export interface Divergence {
  /** Where it is seen. */
  readonly place: string;
  readonly expected: string;
  readonly actual: string;
  readonly symptom: Symptom;
}

/** All divergences with one place and one symptom. */
export interface DivergenceKind<Example, Noted extends Divergence = Divergence> {
  readonly place: string;
  readonly symptom: Symptom;
  /** In how many cases there is at least one. */
  readonly cases: number;
  /** How often each `expected → actual` was seen. */
  readonly forms: ReadonlyMap<string, number>;
  /** The first one noted: the smallest, where small cases come first. */
  readonly first: Noted;
  readonly example: Example;
}

/** Counts divergences by kind, and keeps the first example of each. */
export class DivergenceLog<Example, Noted extends Divergence = Divergence> {
  /** How many cases were looked at. */
  cases = 0;
  /** How many of them differ in anything. */
  differing = 0;
  /** How many differ in what a user would mind. */
  harmful = 0;
  private readonly byKey = new Map<string, Counted<Example, Noted>>();

  /** Notes one case with all its divergences; none is fine. */
  note(example: Example, divergences: readonly Noted[]): void {
    this.cases += 1;
    if (divergences.length === 0) return;
    this.differing += 1;
    if (divergences.some(({ symptom }) => symptom !== 'nothing')) this.harmful += 1;
    const kinds = new Set(divergences.map((divergence) => this.count(divergence, example)));
    for (const kind of kinds) kind.cases += 1;
  }

  /** The worst first, and of equals the one noted first. */
  get kinds(): readonly DivergenceKind<Example, Noted>[] {
    return [...this.byKey.values()].sort((a, b) => SYMPTOMS.indexOf(a.symptom) - SYMPTOMS.indexOf(b.symptom));
  }

  private count(first: Noted, example: Example): Counted<Example, Noted> {
    const { place, symptom, expected, actual } = first;
    const key = `${place} ${symptom}`;
    const kind = this.byKey.get(key) ?? { place, symptom, cases: 0, forms: new Map<string, number>(), first, example };
    this.byKey.set(key, kind);
    const form = `${expected} → ${actual}`;
    kind.forms.set(form, (kind.forms.get(form) ?? 0) + 1);
    return kind;
  }
}

/** A kind that is still being counted. */
interface Counted<Example, Noted extends Divergence> extends DivergenceKind<Example, Noted> {
  cases: number;
  readonly forms: Map<string, number>;
}
