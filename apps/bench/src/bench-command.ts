import { describeMachine } from '@holdpoint/evaluation-report';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readBenchOptions, type BenchOptions } from './bench-options';
import { summariseProfiles } from './profile/summarise-profiles';
import { BARS, judge } from './report/bars';
import { conclude } from './report/conclude';
import { valueOf, type Outcome } from './report/figure';
import { resultTable } from './report/table';
import type { BenchContext } from './scenarios/bench-context';
import { measureCallbacks } from './scenarios/callbacks';
import { measureLateness } from './scenarios/lateness';
import { measureMillion } from './scenarios/million';
import { measurePass } from './scenarios/pass';
import { measureSignatureTiming } from './scenarios/signature-timing';
import type { ScenarioName } from './scenarios/scenario-names';
import { measureStatements } from './scenarios/statements';
import { BenchServer, unsafeSettings } from './server/bench-server';
import { StatementStatistics } from './server/statement-statistics';

type Scenario = readonly [names: readonly ScenarioName[], measure: (context: BenchContext) => Promise<Outcome> | Outcome];

const SCENARIOS: readonly Scenario[] = [
  [['callbacks-16', 'callbacks-64', 'callbacks-shared'], measureCallbacks],
  [['lateness'], measureLateness],
  [['million'], measureMillion],
  [['pass'], measurePass],
  [['signature-timing'], measureSignatureTiming],
  [['statements'], measureStatements],
];

/** `bench`: measures, prints the table and answers the exit code. */
export async function bench(args: readonly string[]): Promise<number> {
  const options = readBenchOptions(args);
  if (!options.ok) return print(`${options.error}\nnpm run bench -- --help explains the options.\n`, 2);
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') return print('DATABASE_URL names no PostgreSQL: start this by npm run bench\n', 2);
  const server = await BenchServer.open(url);
  try {
    return await run(server, options.value);
  } finally {
    await server.close();
  }
}

async function run(server: BenchServer, options: BenchOptions): Promise<number> {
  const settings = await server.settings();
  const about = { ...describeMachine(), ...settings };
  print(`${Object.entries(about).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n`, 0);
  if (options.profile !== null) mkdirSync(options.profile, { recursive: true });
  const statements = await StatementStatistics.open(server.admin);
  const outcome = await measureAll({ server, statements, settings, options, say: (text) => void process.stderr.write(`${text}\n`) });
  if (options.out !== null) writeFileSync(options.out, jsonOf(about, outcome));
  print(`${resultTable(outcome.figures)}\n`, 0);
  if (options.profile !== null) print(summariseProfiles(options.profile), 0);
  const { lines, exitCode } = conclude(outcome, unsafeSettings(settings), options.strict);
  print(`${lines.join('\n')}\n`, 0);
  return exitCode;
}

async function measureAll(context: BenchContext): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [names, measure] of SCENARIOS) {
    if (names.some((name) => context.options.only.includes(name))) outcomes.push(await measure(context));
  }
  return { figures: outcomes.flatMap(({ figures }) => figures), mismatches: outcomes.flatMap(({ mismatches }) => mismatches) };
}

function jsonOf(about: object, { figures, mismatches }: Outcome): string {
  const rows = BARS.flatMap((bar) => figures.filter(({ row }) => row === bar.name).map((figure) => {
    const value = valueOf(figure);
    return { ...bar, value, samples: figure.samples, verdict: judge(bar, value), detail: figure.detail };
  }));
  return `${JSON.stringify({ about, rows, mismatches }, null, 2)}\n`;
}

function print(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}
