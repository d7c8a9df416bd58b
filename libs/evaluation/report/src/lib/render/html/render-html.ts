import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import { complexityOf } from '../../answers/complexity';
import { descriptionOf, figureTable, findingTable } from '../../page/experiment-page';
import { firstPage } from '../../page/first-page';
import type { Section } from '../../page/page';
import type { Measured, Report, ReportedExperiment } from '../../report';
import { reproductionsOf, type Reproduction } from '../../reproductions';
import { markup, type Markup } from '../markup';
import { severityChart } from './severity-chart';
import { STYLES } from './styles';
import { htmlTable } from './table';

/** Writes a report as one HTML page that needs no other file, no server and no script. */
export function renderHtml(report: Report): string {
  const reproductions = reproductionsOf(report);
  const [complexity, ...others] = firstPage(report).map(section);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>External jobs: complexity and risk</title>
<style>${STYLES}</style>
</head>
<body>
<h1>External jobs: complexity and risk</h1>
<p class="about">${report.experiments.length} experiments, seed ${report.seed}, on ${report.store}. <span class="filter">Show findings that are:</span></p>
${SEVERITIES.map(filterBox)}
<main>
${complexity ?? []}
${severityChart(complexityOf(report))}
${others}
<h2>Experiments</h2>
${report.experiments.map((experiment) => article(experiment, reproductions))}
${report.measured ? measuredSection(report.measured) : []}
</main>
</body>
</html>
`.text;
}

/** The boxes stand before `main`, as a style can only look back; their labels are the legend of the chart. */
const filterBox = (severity: string): Markup =>
  markup`<input class="show" type="checkbox" id="show-${severity}" checked><label class="show chip fill-${severity}" for="show-${severity}">${severity}</label>
`;

const section = ({ title, answer, rule, table }: Section): Markup => markup`<section>
<h2>${title}</h2>
<p class="answer">${answer}</p>
<p class="rule">${rule}</p>
${table ? htmlTable(table) : []}
</section>
`;

function article(experiment: ReportedExperiment, all: readonly Reproduction[]): Markup {
  const own = all.filter((reproduction) => reproduction.experiment === experiment);
  const files = new Map(own.map(({ finding, fileName }) => [finding, fileName]));
  return markup`<article id="${experiment.id}">
<h3>${experiment.title} <small class="about">${experiment.family}/${experiment.id}</small></h3>
<dl>${descriptionOf(experiment).map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
${htmlTable(findingTable(experiment, files))}
${own.map(({ fileName, text }) => markup`<details><summary>${fileName}</summary><pre>${text}</pre></details>
`)}</article>
`;
}

const measuredSection = (measured: Measured): Markup => markup`<section>
<h2>Measured on this machine</h2>
<p class="note">These figures differ from run to run; nothing above depends on them.</p>
<dl>${Object.entries(measured.machine).map(([name, text]) => markup`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
${htmlTable(figureTable(measured))}
</section>`;
