import { compareReports, differenceLines, readReport, type Report } from '@holdpoint/evaluation-report';
import { err, ok, type Result } from '@holdpoint/kernel';
import { readFile, stat } from 'node:fs/promises';

/** Largest report that is read. */
const MAX_BYTES = 256 * 1_024 * 1_024;

/** Reads the report to compare with; answers why it cannot be compared with a run of this seed otherwise. */
export async function readBaseline(file: string, seed: number): Promise<Result<Report, string>> {
  const { size } = await stat(file);
  if (size > MAX_BYTES) return err(`${file}: it holds more than ${MAX_BYTES} bytes`);
  const report = readReport(await readFile(file));
  if (!report.ok) return err(`${file}: ${report.error}`);
  if (report.value.seed === seed) return ok(report.value);
  return err(`${file} has the seed ${report.value.seed}: compare with it by --seed ${report.value.seed}`);
}

/** What differs from the baseline, as lines to print; empty when nothing does. */
export const baselineLines = (baseline: Report, report: Report): readonly string[] =>
  differenceLines(compareReports(baseline, report));
