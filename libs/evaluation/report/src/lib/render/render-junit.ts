import type { Report, ReportedExperiment } from '../report';
import { markup, type Markup } from './markup';

/** Writes a report as JUnit XML: a suite for each experiment, a case for each invariant. */
export function renderJunit({ experiments }: Report): string {
  const suites = experiments.map((experiment) => ({ experiment, cases: casesOf(experiment) }));
  const all = suites.flatMap(({ cases }) => cases);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="evaluation" tests="${all.length}" failures="${failures(all)}" errors="${errors(all)}">
${suites.map(({ experiment, cases }) => suite(experiment, cases))}</testsuites>
`.text;
}

interface Case {
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error';
  /** Why it did not pass. */
  readonly text: string;
}

/** A broken invariant may be told in other words than it is listed in; then it is a case of its own. */
function casesOf({ invariants, broken, crash, summary }: ReportedExperiment): readonly Case[] {
  const listed = invariants.map((name): Case => ({ name, kind: broken.includes(name) ? 'failure' : 'passed', text: summary }));
  const others = broken.filter((name) => !invariants.includes(name)).map((name): Case => ({ name, kind: 'failure', text: summary }));
  const ended: Case = { name: 'It comes to its end.', kind: 'error', text: crash ?? '' };
  return crash === null ? [...listed, ...others] : [ended];
}

const failures = (cases: readonly Case[]): number => cases.filter(({ kind }) => kind === 'failure').length;
const errors = (cases: readonly Case[]): number => cases.filter(({ kind }) => kind === 'error').length;

const suite = ({ id, family }: ReportedExperiment, cases: readonly Case[]): Markup => markup`  <testsuite name="${id}" tests="${cases.length}" failures="${failures(cases)}" errors="${errors(cases)}">
${cases.map((testCase) => testcase(`${family}.${id}`, testCase))}  </testsuite>
`;

function testcase(className: string, { name, kind, text }: Case): Markup {
  if (kind === 'passed') return markup`    <testcase classname="${className}" name="${name}"/>
`;
  const problem = kind === 'error' ? markup`<error message="${text}"/>` : markup`<failure message="${name}">${text}</failure>`;
  return markup`    <testcase classname="${className}" name="${name}">${problem}</testcase>
`;
}
