import { spawn } from 'node:child_process';
import { collectOutput } from '../../lib/collect-output.mjs';
import { CommandError } from './command.mjs';
import { ROOT } from './paths.mjs';

/** Runs a program in the repository's root and resolves with its exit code and everything it printed. */
export function capture(file, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collectOutput(child);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output: output() }));
  });
}

/** Runs a step that is only worth reading about when it fails: then its output is shown and the command ends. */
export async function quietly(title, file, args, env) {
  process.stderr.write(`${title} …\n`);
  const { code, output } = await capture(file, args, env);
  if (code !== 0) throw new CommandError(`${output}\n${title}: failed with exit code ${code}.`, code);
}
