import { assert } from '@holdpoint/kernel';

/** Hexadecimal digits of 32 bits. */
const DIGITS_OF_WORD = 8;

/** Draws numbers that look random and are the same for the same seed on every machine (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number from 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both among them. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True so many times in a hundred. */
  chance(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  /** One of a list; a word that stands in it twice comes twice as often. */
  pick<T>(choices: readonly T[]): T {
    assert(choices.length > 0, 'there is something to pick');
    return choices[this.between(0, choices.length - 1)] as T;
  }

  /** Each of a list with the same chance, in percent. */
  some<T>(choices: readonly T[], percent: number): readonly T[] {
    return choices.filter(() => this.chance(percent));
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    const words = Array.from({ length: Math.ceil(digits / DIGITS_OF_WORD) }, () => this.between(0, 2 ** 32 - 1));
    return words.map((word) => word.toString(16).padStart(DIGITS_OF_WORD, '0')).join('').slice(0, digits);
  }
}
