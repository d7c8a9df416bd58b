import { conformance } from './conformance/conformance-command';
import { demo } from './demo/demo-command';
import { evaluate } from './evaluate/evaluate-command';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { conformance, demo, evaluate };

/** Runs the command that the first argument names; the exit code is 2 when there is none. */
async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args);
  process.stderr.write(`Name a command: ${Object.keys(COMMANDS).join(', ')}. Each takes --help.\n`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
