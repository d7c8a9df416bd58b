/** An error whose message says it all: it is printed without a stack, and the command ends with its code. */
export class CommandError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Refuses arguments, for a command that takes none: one that is mistyped would be passed over. */
export function takeNoArguments(args, name) {
  if (args.length > 0) throw new CommandError(`${name} takes no arguments: ${args.join(' ')}\n${name} -- --help explains it.`, 2);
}

/** Runs a command: `--help` prints its text, else `main` gets the arguments and resolves with the exit code. */
export async function command(help, main) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(`${help.trim()}\n`);
  try {
    process.exitCode = await main(args);
  } catch (error) {
    process.stderr.write(`${error instanceof CommandError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = error?.exitCode ?? 1;
  }
}
