import type { ChildProcess } from 'node:child_process';

/** Keeps what a process prints; answers a function that tells it. Decoded as a stream: a character may come in two pieces. */
export function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return () => text;
}
