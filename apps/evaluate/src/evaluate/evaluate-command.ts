import { EXPERIMENTS } from '@holdpoint/evaluation-experiments';
import { isFileError } from '../file-error';
import { hashOfProgram } from './build-hash';
import { readEvaluateOptions, type EvaluateOptions } from './evaluate-options';
import { LineProgress } from './progress/line-progress';
import { TerminalProgress } from './progress/terminal-progress';
import { runEvaluation } from './run-evaluation';
import { abortOnSignal } from './abort-on-signal';

/** `evaluate`: runs experiments, writes the report and answers the exit code. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const options = readEvaluateOptions(args, EXPERIMENTS);
  if (!options.ok) return usage(options.error);
  const serverUrl = options.value.inMemory ? null : (process.env['DATABASE_URL'] ?? '');
  if (serverUrl === '') return usage('DATABASE_URL names no PostgreSQL; or run with --in-memory');
  try {
    return await run(options.value, serverUrl);
  } catch (error) {
    if (isFileError(error)) return usage(`cannot use ${error.path}: ${error.code}`);
    throw error;
  }
}

function run(options: EvaluateOptions, serverUrl: string | null): Promise<number> {
  const write = (text: string): void => void process.stderr.write(text);
  return runEvaluation(options, {
    serverUrl,
    build: hashOfProgram(),
    signal: abortOnSignal(),
    progress: process.stderr.isTTY ? new TerminalProgress(write) : new LineProgress(write),
    print: (line) => void process.stdout.write(`${line}\n`),
  });
}

function usage(problem: string): number {
  process.stderr.write(`${problem}\nnpm run evaluate -- --help explains the options.\n`);
  return 2;
}
