const ROUNDS = 64;
const BLOCK_BYTES = 64;
/** Words of a block, from which those of the other rounds are made. */
const GIVEN = 16;

/** The hash of a text in UTF-8, as a number of 256 bits. Pure libraries have no `node:crypto`. Source: FIPS 180-4. */
export function sha256(text: string): bigint {
  const state = ROOTS_OF_SQUARES.slice();
  const bytes = padded(new TextEncoder().encode(text));
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) addBlock(state, new DataView(bytes.buffer, at, BLOCK_BYTES));
  return state.reduce((number, word) => (number << 32n) | BigInt(word), 0n);
}

function addBlock(state: Uint32Array, block: DataView): void {
  const words = scheduleOf(block);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (ROOTS_OF_CUBES[round] ?? 0) + (words[round] ?? 0);
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = (state[at] ?? 0) + word));
}

function scheduleOf(block: DataView): Uint32Array {
  const words = new Uint32Array(ROUNDS);
  for (let at = 0; at < GIVEN; at += 1) words[at] = block.getUint32(4 * at);
  for (let at = GIVEN; at < ROUNDS; at += 1) {
    const older = words[at - 15] ?? 0;
    const old = words[at - 2] ?? 0;
    const mixed = (turned(older, 7) ^ turned(older, 18) ^ (older >>> 3)) + (turned(old, 17) ^ turned(old, 19) ^ (old >>> 10));
    words[at] = (words[at - 16] ?? 0) + (words[at - 7] ?? 0) + mixed;
  }
  return words;
}

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** A one, zeros, and the length in bits fill the last block. */
function padded(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  bytes.set(message);
  bytes[message.length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(bytes.length - 8, BigInt(message.length) * 8n);
  return bytes;
}

const PRIMES = Array.from({ length: 312 }, (_unused, number) => number).filter((number) => number > 1 && isPrime(number));

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

/** The first 32 bits of what comes after the point. */
const fraction = (number: number): number => Math.floor((number % 1) * 2 ** 32);

const ROOTS_OF_SQUARES = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROOTS_OF_CUBES = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
