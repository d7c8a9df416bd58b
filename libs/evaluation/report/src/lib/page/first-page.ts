import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import { isUnsound, type PlacedFinding, type Report } from '../report';
import { reproductionsOf } from '../reproductions';
import { CHOICE_RULE, choicesOf, PLACES_RULE, placesOf, type Choice } from '../answers/advice';
import { COMPLEXITY_RULE, complexityOf } from '../answers/complexity';
import { fileCell, type Cell, type Row, type Section } from './page';
import { countsInWords } from '../answers/severity-counts';
import { FIRST_BREAK_RULE, firstBreaks, WORST_RULE, worstFindings } from '../answers/worst-findings';

/** What the report is read for: complexity, risks, what breaks first, what to build. Every sentence is made from the data. */
export const firstPage = (report: Report): readonly Section[] => [
  complexitySection(report),
  riskSection(report),
  firstBreakSection(report),
  buildSection(report),
  placesSection(report),
];

function complexitySection(report: Report): Section {
  const { level, points, tried, visible, counts, families } = complexityOf(report);
  const places = points.listed === 0 ? '' : ` Of ${points.listed} integration points ${points.handled} must know of external jobs.`;
  const rows = families.map(({ family, counts: of }) => plainRow(family, ...SEVERITIES.map((severity) => String(of[severity]))));
  return {
    title: 'How complex is it?',
    answer: `${capital(level)}. Of ${tried} things that were tried, a user would see ${visible}: ${countsInWords(counts)}.${places}`,
    rule: COMPLEXITY_RULE,
    table: { head: ['family', ...SEVERITIES], rows },
  };
}

function riskSection(report: Report): Section {
  const worst = worstFindings(report);
  return {
    title: 'What is risky?',
    answer: worst[0] ? `Worst: ${worst[0].finding.title}.` : 'Nothing that was tried.',
    rule: WORST_RULE,
    table: findingTable(report, worst),
  };
}

function firstBreakSection(report: Report): Section {
  const unsound = report.experiments.filter(isUnsound);
  const product = unsound.map((experiment) => `${experiment.id} (${experiment.crash ?? experiment.broken.join(' ')})`);
  const [first] = firstBreaks(report);
  const others = first ? `Of what was varied: ${first.finding.title} (${first.finding.severity}).` : 'Of what was varied: nothing.';
  return {
    title: 'What breaks first?',
    answer: `In the product: ${product.length === 0 ? 'nothing; every invariant holds.' : `${product.join('; ')}.`} ${others}`,
    rule: FIRST_BREAK_RULE,
    table: findingTable(report, firstBreaks(report)),
  };
}

function findingTable(report: Report, placed: readonly PlacedFinding[]): Section['table'] {
  const files = new Map(reproductionsOf(report).map(({ finding, fileName }) => [finding, fileName]));
  const rows = placed.map(({ experiment, finding }): Row => ({
    severity: finding.severity,
    cells: [finding.severity, experiment.family, finding.title, finding.observation, fileCell(files.get(finding))],
  }));
  return { head: ['severity', 'family', 'what', 'a user would see', 'reproduction'], rows };
}

function buildSection(report: Report): Section {
  const choices = choicesOf(report);
  const named = (verdict: Choice['verdict']): string =>
    choices.filter((choice) => choice.verdict === verdict).map((choice) => `${wayOf(choice)} (${choice.experiment.id})`).join(', ') || 'nothing';
  return {
    title: 'What should be built, and what not?',
    answer: choices.length === 0 ? 'No experiment compared ways of building.' : `Build: ${named('build')}. Either will do: ${named('either')}. Do not build: ${named('do not build')}.`,
    rule: CHOICE_RULE,
    table: {
      head: ['verdict', 'way', 'experiment', 'findings', 'the worst of them'],
      rows: choices.map((choice) => plainRow(choice.verdict, wayOf(choice), choice.experiment.id, countsInWords(choice.counts), choice.worst.observation)),
    },
  };
}

const wayOf = ({ variant, object }: Choice): string => (object === null ? variant : `${variant} of a ${object}`);

function placesSection(report: Report): Section {
  const { must, mayBeLeftOut, total } = placesOf(report);
  return {
    title: 'Which places must know of it?',
    answer: total === 0 ? 'No place was ablated.' : `${must.length} of ${total} must; ${mayBeLeftOut.length} may be left out, as no scenario shows it.`,
    rule: PLACES_RULE,
    table: {
      head: ['', 'place'],
      rows: [...must.map(({ title }) => plainRow('must', title)), ...mayBeLeftOut.map(({ title }) => plainRow('may be left out', title))],
    },
  };
}

const plainRow = (...cells: readonly Cell[]): Row => ({ severity: null, cells });

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
