import { assert, err, ok, readJson, type Result } from '@holdpoint/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../report.schema.json';
import type { Report } from './report';

/** The JSON Schema (2020-12) of `report.json`. */
export const REPORT_SCHEMA: object = schema;

/** A report nests 6 levels; the values leave room for a hundred times the experiments there are. */
const BOUNDS = { depth: 16, values: 5_000_000 };

const ajv = new Ajv2020({ allowUnionTypes: true });
const isReport = ajv.compile<Report>(schema);

/** Reads the bytes of a `report.json`; answers what is wrong with it as the second half of a sentence: "it is not JSON". */
export function readReport(bytes: Uint8Array): Result<Report, string> {
  const json = readJson(bytes, BOUNDS);
  if (!json.ok) return json;
  return isReport(json.value) ? ok(json.value) : err(`it is no report: ${problem()}`);
}

/** Writes `report.json`; a report that does not keep to the schema is a bug of whoever made it. */
export function writeReport(report: Report): string {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  // What JSON turns into something else, such as NaN, shows only after it was written.
  assert(isReport(JSON.parse(text)), `a report must keep to its schema: ${problem()}`);
  return text;
}

const problem = (): string => ajv.errorsText(isReport.errors, { dataVar: 'report' });
