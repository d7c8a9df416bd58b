import { descriptionOf, figureTable, findingTable } from '../page/experiment-page';
import { firstPage } from '../page/first-page';
import type { Measured, Report, ReportedExperiment } from '../report';
import { reproductionsOf } from '../reproductions';
import { markdownSection, markdownTable, markdownText } from './markdown-text';

/** Writes a report as Markdown. */
export function renderMarkdown(report: Report): string {
  const files = new Map(reproductionsOf(report).map(({ finding, fileName }) => [finding, fileName]));
  return `${[
    '# External jobs: complexity and risk',
    `${report.experiments.length} experiments, seed ${report.seed}, on ${report.store}.`,
    ...firstPage(report).map(markdownSection),
    '## Experiments',
    ...report.experiments.map((experiment) => experimentText(experiment, files)),
    ...(report.measured ? [measuredText(report.measured)] : []),
  ].join('\n\n')}\n`;
}

function experimentText(experiment: ReportedExperiment, files: Parameters<typeof findingTable>[1]): string {
  const lines = descriptionOf(experiment).map(([name, text]) => `- ${name}: ${markdownText(text)}`);
  const title = `### ${markdownText(`${experiment.title} (${experiment.id})`)}`;
  const table = experiment.findings.length > 0 ? [markdownTable(findingTable(experiment, files))] : [];
  return [title, lines.join('\n'), ...table].join('\n\n');
}

function measuredText(measured: Measured): string {
  const machine = Object.entries(measured.machine).map(([name, value]) => `- ${markdownText(name)}: ${markdownText(value)}`);
  return ['## Measured on this machine', machine.join('\n'), markdownTable(figureTable(measured))].join('\n\n');
}
