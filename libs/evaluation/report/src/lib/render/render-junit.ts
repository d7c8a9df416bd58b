import type { Report, ReportedExperiment } from '../report';
import { markup, type Markup } from './markup';

/** Writes a report as JUnit XML: a suite for each experiment, a case for each invariant. */
export function renderJunit({ experiments }: Report): string {
  const suites = experiments.map((experiment) => ({ experiment, cases: casesOf(experiment) }));
  const all = suites.flatMap(({ cases }) => cases);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="evaluation" ${counts(all)}>
${suites.map(({ experiment, cases }) => suite(experiment, cases))}</testsuites>
`.text;
}

interface Case {
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  /** Why it did not pass. */
  readonly text: string;
}

/** A broken invariant may be told in other words than it is listed in; then it is a case of its own. */
function casesOf({ invariants, broken, crash, summary, leftOut }: ReportedExperiment): readonly Case[] {
  if (leftOut) return invariants.map((name) => ({ name, kind: 'skipped', text: summary }));
  const listed = invariants.map((name): Case => ({ name, kind: broken.includes(name) ? 'failure' : 'passed', text: summary }));
  const others = broken.filter((name) => !invariants.includes(name)).map((name): Case => ({ name, kind: 'failure', text: summary }));
  const ended: Case = { name: 'It comes to its end.', kind: 'error', text: crash ?? '' };
  return crash === null ? [...listed, ...others] : [ended];
}

/** How many of its cases ended otherwise, as the attributes of a suite. */
function counts(cases: readonly Case[]): Markup {
  const of = (wanted: Case['kind']): number => cases.filter(({ kind }) => kind === wanted).length;
  return markup`tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

const suite = ({ id, family }: ReportedExperiment, cases: readonly Case[]): Markup => markup`  <testsuite name="${id}" ${counts(cases)}>
${cases.map((testCase) => testcase(`${family}.${id}`, testCase))}  </testsuite>
`;

function testcase(className: string, { name, kind, text }: Case): Markup {
  if (kind === 'passed') return markup`    <testcase classname="${className}" name="${name}"/>
`;
  return markup`    <testcase classname="${className}" name="${name}">${PROBLEMS[kind](name, text)}</testcase>
`;
}

const PROBLEMS: Readonly<Record<Exclude<Case['kind'], 'passed'>, (name: string, text: string) => Markup>> = {
  error: (_name, text) => markup`<error message="${text}"/>`,
  failure: (name, text) => markup`<failure message="${name}">${text}</failure>`,
  skipped: (_name, text) => markup`<skipped message="${text}"/>`,
};
