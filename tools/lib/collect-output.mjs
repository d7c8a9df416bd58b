/**
 * Keeps what a program prints; answers a function that tells it. Decoded as a stream: a character may come in two pieces.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [charactersMax] only so many are kept, the last
 */
export function collectOutput(child, charactersMax = Infinity) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece) => (text = (text + piece).slice(-charactersMax)));
  return () => text;
}
