/** One thing that lint must refuse: where it is planted, what it says, and the rules that must speak up. */
export interface Violation {
  readonly file: string;
  readonly text: string;
  readonly rules: readonly string[];
}

const domain = 'libs/pipeline/domain/src/lib';
const persistence = 'libs/pipeline/persistence/src/lib';
const oracle = 'libs/evaluation/oracle/src/lib';
const adapters = 'libs/webhook/adapters/src/lib';

const CONSTANT_TIME = `import { timingSafeEqual } from 'node:crypto';
export function planted(signature: Buffer | undefined, mac: Buffer, secrets: readonly Buffer[]): boolean {
  return signature !== undefined && secrets.length === 2 && mac.length === signature.length && timingSafeEqual(mac, signature);
}
`;

/** Files with nothing to object to; each is the lawful twin of a violation. */
export const LAWFUL: readonly Violation[] = [
  { file: `${domain}/planted-kernel.ts`, text: `import { ok } from '@holdpoint/kernel';\nexport const planted = ok(1);\n`, rules: [] },
  { file: `${domain}/planted-date.ts`, text: `export const planted = (ms: number): number => Date.parse(new Date(ms).toISOString());\n`, rules: [] },
  { file: `${persistence}/planted-one-clock.ts`, text: 'export const planted = `select holdpoint_now(), known()`;\n', rules: [] },
  { file: `${persistence}/planted-testing.spec.ts`, text: `import { jobNamed } from '@holdpoint/pipeline-testing';\nexport const planted = jobNamed;\n`, rules: [] },
  { file: `${adapters}/planted-constant-time.ts`, text: CONSTANT_TIME, rules: [] },
];

/** The architecture, rule by rule. */
export const VIOLATIONS: readonly Violation[] = [
  plant('platform', domain, `import { isRetryable } from '@holdpoint/database';\nexport const planted = isRetryable;\n`, '@nx/enforce-module-boundaries'),
  plant('package', domain, `import { of } from 'rxjs';\nexport const planted = of(1);\n`, '@nx/enforce-module-boundaries'),
  plant('node', domain, `import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n`, 'no-restricted-imports'),
  plant('clock', domain, `export const planted = (): number => Date.now();\n`, 'holdpoint/no-wall-clock'),
  plant('clock-date', domain, `export const planted = (): Date => new Date();\n`, 'holdpoint/no-wall-clock'),
  plant('clock-text', domain, `export const planted = (): string => Date();\n`, 'holdpoint/no-wall-clock'),
  plant('clock-alias', domain, `export const planted = (): number => {\n  const { now } = Date;\n  return now();\n};\n`, 'holdpoint/no-wall-clock'),
  plant('clock-computed', domain, `export const planted = (): number => Date['now']();\n`, 'holdpoint/no-wall-clock'),
  plant('clock-zone', domain, `export const planted = (): Date => new Date(2026, 1, 1);\n`, 'holdpoint/no-wall-clock'),
  plant('global', domain, `export const planted = (): number => performance.now();\n`, 'no-restricted-globals'),
  plant('random', domain, `export const planted = (): number => Math.random();\n`, 'no-restricted-properties'),
  plant('cycle', domain, `import { other } from './planted-cycle-other';\nexport const planted = (): number => other();\n`, 'import-x/no-cycle'),
  plant('cycle-other', domain, `import { planted } from './planted-cycle';\nexport const other = (): number => planted();\n`, 'import-x/no-cycle'),
  plant('star', domain, `export * from './planted-kernel';\n`, 'import-x/avoid-re-export-all'),
  plant('sql-clock', persistence, 'export const planted = `select * from jobs where deadline_at <= now()`;\n', 'holdpoint/no-sql-clock'),
  plant('sql-default', persistence, `export const planted = { default: 'CURRENT_TIMESTAMP' };\n`, 'holdpoint/no-sql-clock'),
  plant('date-column', persistence, `import { CreateDateColumn } from 'typeorm';\nexport const planted = CreateDateColumn;\n`, 'no-restricted-imports'),
  plant('testing', persistence, `import { jobNamed } from '@holdpoint/pipeline-testing';\nexport const planted = jobNamed;\n`, '@nx/enforce-module-boundaries'),
  plant('floating', persistence, `export function planted(): void {\n  Promise.resolve();\n}\n`, '@typescript-eslint/no-floating-promises'),
  plant('domain', oracle, `import type { PipelineFacts } from '@holdpoint/pipeline-domain';\nexport type Planted = PipelineFacts;\n`, '@nx/enforce-module-boundaries'),
  plant('provider-files', adapters, `import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n`, 'no-restricted-imports'),
  plant('provider-clock', adapters, `export const planted = (): number => performance.now();\n`, 'no-restricted-globals'),
  plant('compared', adapters, `export const planted = (sent: string, signature: string): boolean => sent === signature;\n`, 'holdpoint/constant-time-compare'),
  plant('compared-field', adapters, `export const planted = (sent: string, row: { tokenHash: string }): boolean => row.tokenHash !== sent;\n`, 'holdpoint/constant-time-compare'),
  plant('compared-bytes', adapters, `import { createHmac } from 'node:crypto';\nexport const planted = (sent: Buffer): boolean => createHmac('sha256', 'k').digest().equals(sent);\n`, 'holdpoint/constant-time-compare'),
  plant('compared-text', adapters, 'export const planted = (sent: string, mac: Buffer): boolean => sent.localeCompare(`sha256=${mac.toString("hex")}`) === 0;\n', 'holdpoint/constant-time-compare'),
  plant('compared-list', adapters, `export const planted = (sent: string, secrets: readonly string[]): boolean => secrets.includes(sent);\n`, 'holdpoint/constant-time-compare'),
];

function plant(name: string, folder: string, text: string, ...rules: string[]): Violation {
  return { file: `${folder}/planted-${name}.ts`, text, rules: rules.sort() };
}
