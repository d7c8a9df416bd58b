/** A plain scalar's value and how Ruby would print it. */
export interface PlainScalar {
  readonly value: string | number | boolean | null;
  readonly text: string;
}

/**
 * Reads an unquoted scalar as GitLab does. GitLab loads with Ruby's Psych, which follows YAML 1.1: `yes`, `on`, `no` and
 * `off` are booleans in any case, `017` is 15, `1_000` and `1,000` are 1000, `1:30` is 5400. Unlike YAML 1.1 it leaves
 * `y` and `n` alone. Dates stay text (GitLab refuses some and reads others, depending on the keyword).
 */
export function resolvePlainScalar(source: string): PlainScalar {
  if (source === '' || source === '~' || /^null$/i.test(source)) return { value: null, text: '' };
  if (/^(?:yes|true|on)$/i.test(source)) return { value: true, text: 'true' };
  if (/^(?:no|false|off)$/i.test(source)) return { value: false, text: 'false' };
  return readNumber(source) ?? { value: source, text: source };
}

/** Longer digit strings are ids or hashes, not numbers anybody means to calculate with. */
const LONGEST_NUMBER_CHARS = 64;

function readNumber(source: string): PlainScalar | null {
  if (source.length > LONGEST_NUMBER_CHARS || !/^[-+]?\.?[0-9]/.test(source)) return null;
  return readInteger(source) ?? readSexagesimal(source) ?? readFloat(source);
}

function readInteger(source: string): PlainScalar | null {
  const match = /^([-+]?)(?:(0b[01_,]+)|(0x[0-9a-f_,]+)|0([0-7_,]+)|(0|[1-9](?:[0-9]|[,_][0-9])*))$/i.exec(source);
  if (match === null) return null;
  const [, sign = '', binary, hexadecimal, octal, decimal] = match;
  const digits = (binary ?? hexadecimal ?? (octal === undefined ? decimal : `0o${octal}`) ?? '').replace(/[,_]/g, '');
  // Nothing is left of `0x_`, `0b_` and `0_`; the `b` is no digit.
  if (!/[0-9a-f]$/i.test(digits) || /^0b$/i.test(digits)) return null;
  const magnitude = BigInt(digits);
  const value = sign === '-' ? -magnitude : magnitude;
  return { value: Number(value), text: value.toString() };
}

/**
 * Base 60, e.g. a port mapping left unquoted: `8080:80` is an integer to Psych only while the groups are below 60. To Psych
 * the first group always counts hours and has the sign for itself: `1:30` is 5400, `-1:30` -1800.
 */
function readSexagesimal(source: string): PlainScalar | null {
  if (!/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}$/.test(source)) return null;
  const [hours = 0, minutes = 0, seconds = 0] = source.replaceAll('_', '').split(':').map(Number);
  const value = hours * 3_600 + minutes * 60 + seconds;
  return { value, text: String(value) };
}

/** Needs a dot, and a sign in the exponent: `12e4567` is a commit, not a number. */
function readFloat(source: string): PlainScalar | null {
  if (!/^[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:e[-+][0-9]+)?$/i.test(source)) return null;
  const value = Number(source.replace(/[,_]/g, ''));
  if (!Number.isFinite(value)) return null;
  return { value, text: Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value) };
}
