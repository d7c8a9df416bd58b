/** What the built-in runner makes of a script. */
export interface ScriptOutcome {
  /** How long it takes, in milliseconds. */
  readonly durationMs: number;
  readonly exitCode: number;
  /** Lines that it prints. */
  readonly output: readonly string[];
}

/** Exit code of a shell for a command it does not know. */
const COMMAND_NOT_FOUND = 127;

/**
 * Interprets a script of the built-in runner: `echo`, `sleep N` (seconds), `exit N`, `true` and `false`, a command a
 * line; the first that fails ends it. Nothing is executed: any other command is one that this runner does not know.
 */
export function interpretScript(script: readonly string[]): ScriptOutcome {
  const output: string[] = [];
  let durationMs = 0;
  for (const line of script.flatMap((entry) => entry.split('\n'))) {
    const step = interpretLine(line.trim());
    if (step.output !== undefined) output.push(step.output);
    durationMs += step.durationMs ?? 0;
    if (step.ends === true || (step.exitCode ?? 0) !== 0) return { durationMs, exitCode: step.exitCode ?? 0, output };
  }
  return { durationMs, exitCode: 0, output };
}

interface Step {
  readonly durationMs?: number;
  readonly exitCode?: number;
  readonly output?: string;
  readonly ends?: boolean;
}

function interpretLine(line: string): Step {
  const [command = '', argument = ''] = line.split(/\s+(.*)/s);
  switch (command) {
    case '':
    case 'true':
      return {};
    case 'false':
      return { exitCode: 1 };
    case 'echo':
      return { output: argument };
    case 'sleep':
      return /^\d+(\.\d+)?$/.test(argument) ? { durationMs: Number(argument) * 1_000 } : { exitCode: 1 };
    case 'exit':
      return { exitCode: /^\d+$/.test(argument) ? Number(argument) % 256 : 0, ends: true };
    default:
      return { exitCode: COMMAND_NOT_FOUND, output: `${command}: command not found` };
  }
}
