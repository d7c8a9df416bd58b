import { REPORT_SCHEMA, REPRODUCTIONS_DIRECTORY, renderHtml, renderJunit, renderMarkdown, reproductionsOf, writeReport, type Report } from '@holdpoint/evaluation-report';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a report in every format, its schema and its scenario files into a folder; those of an earlier report go. */
export async function writeReportFiles(directory: string, report: Report): Promise<void> {
  const reproductions = join(directory, REPRODUCTIONS_DIRECTORY);
  await mkdir(reproductions, { recursive: true });
  await removeCases(reproductions);
  const files: readonly (readonly [name: string, text: string])[] = [
    ['report.json', writeReport(report)],
    ['report.schema.json', `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`],
    ['report.html', renderHtml(report)],
    ['report.md', renderMarkdown(report)],
    ['junit.xml', renderJunit(report)],
    ...reproductionsOf(report).map(({ fileName, text }) => [join(REPRODUCTIONS_DIRECTORY, fileName), text] as const),
  ];
  await Promise.all(files.map(([name, text]) => writeFile(join(directory, name), text)));
}

async function removeCases(directory: string): Promise<void> {
  const cases = (await readdir(directory)).filter((name) => name.endsWith('.yml'));
  await Promise.all(cases.map((name) => rm(join(directory, name))));
}
