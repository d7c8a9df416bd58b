/** Which failures are blamed on the request and which on the database; by their codes, without a server. */
import { isAbortedTransaction, isLockTimeout, isRetryable, isUndone, isUniqueViolation } from './database-errors';

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('isRetryable', () => {
  it.each(['40001', '40P01', '57P01', '57P02', '57P03', '57P04', '57P05', '3D000', '28000', '28P01', '08000', '08006', '25006', '25P04', '53100', '53200', '53300', '58030', 'ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])('retries %s', (code) => {
    expect(isRetryable(withCode(code))).toBe(true);
  });

  it.each(['23505', '55P03', '42601', '22P02', '0A000', '57014'])('does not retry %s', (code) => {
    expect(isRetryable(withCode(code))).toBe(false);
  });

  it.each(['Connection terminated', 'Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])('retries "%s"', (message) => {
    expect(isRetryable(new Error(message))).toBe(true);
  });

  it.each([undefined, null, 'ECONNRESET', {}, new Error('no')])('does not retry %p', (error) => {
    expect(isRetryable(error)).toBe(false);
  });
});

describe('isUndone', () => {
  it.each(['53100', '53300', '25006', '25P04', '57P03', '28P01', '3D000'])('knows that %s stored nothing', (code) => {
    expect([isUndone(withCode(code)), isRetryable(withCode(code))]).toEqual([true, true]);
  });

  it.each(['57P01', '57P02', '08006', '58030', 'ECONNRESET', '23505', '53'])('does not know it of %s', (code) => {
    expect(isUndone(withCode(code))).toBe(false);
  });
});

describe('the other failures', () => {
  it('knows a lock that was not granted', () => {
    expect(isLockTimeout(withCode('55P03'))).toBe(true);
    expect(isLockTimeout(withCode('40P01'))).toBe(false);
  });

  it('knows a statement that was refused because of one before it', () => {
    expect([isAbortedTransaction(withCode('25P02')), isAbortedTransaction(withCode('55P03'))]).toEqual([true, false]);
  });

  it('knows a row that is there already, by its constraint', () => {
    const error = Object.assign(withCode('23505'), { constraint: 'jobs_name' });
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'jobs_name')).toBe(true);
    expect(isUniqueViolation(error, 'jobs_id')).toBe(false);
  });
});
