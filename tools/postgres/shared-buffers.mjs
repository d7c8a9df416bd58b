import { totalmem } from 'node:os';

const MIB = 1_048_576;
const [SMALLEST_MIB, LARGEST_MIB] = [128, 512];

/**
 * What PostgreSQL keeps of the data itself, in its notation: an eighth of the memory, which it shares with the API, within
 * bounds. With 128 MB and 20,000 pipelines its processes wrote out changed pages in the middle of statements, which was a
 * tenth of the database's time for a callback.
 * @param {number} memoryBytes what the machine has, or what this process may use of it
 */
export function sharedBuffers(memoryBytes = usableMemoryBytes()) {
  const eighth = Math.floor(memoryBytes / 8 / MIB);
  return `${Math.min(Math.max(eighth, SMALLEST_MIB), LARGEST_MIB)}MB`;
}

/** Without a limit of its own a process is told of one beyond anything, or of none. */
const usableMemoryBytes = () => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
