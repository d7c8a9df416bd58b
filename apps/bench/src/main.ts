import { bench } from './bench-command';
import { runCallers } from './callers/callers-main';

/** `callers` is this program again: the side that calls, in a process of its own, so that its CPU is not counted. */
const [name, ...args] = process.argv.slice(2);
if (name === 'callers') runCallers();
else process.exitCode = await bench(name === undefined ? [] : [name, ...args]);
