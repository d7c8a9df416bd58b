// Proves the fold by hand-written examples, and by exhaustion that exactly one answer claims every small group of jobs.
import { oracleFold, type OracleFoldMode } from './oracle-fold';

const EVERY_STATUS = [
  'created', 'waiting_for_resource', 'preparing', 'waiting_for_callback', 'pending', 'running', 'running_externally',
  'success', 'failed', 'canceling', 'canceled', 'skipped', 'manual', 'scheduled', 'unheard_of',
];
const EVERY_JOB = [...EVERY_STATUS, ...EVERY_STATUS.map((status) => `${status}*`)];

/** Folds jobs written as words; a star means that the job may fail. */
function fold(words: string, mode: OracleFoldMode = 'stage') {
  const jobs = words.split(' ').filter(Boolean);
  return oracleFold(jobs.map((job) => ({ status: job.replace('*', ''), allowFailure: job.endsWith('*') })), mode);
}

/** All groups of up to `size` different members. */
function* groups<T>(members: readonly T[], size: number): Generator<readonly T[]> {
  yield [];
  if (size === 0) return;
  for (const [index, member] of members.entries())
    for (const rest of groups(members.slice(index + 1), size - 1)) yield [member, ...rest];
}

describe('oracleFold of jobs seen from outside', () => {
  it.each([
    ['success success', 'success'],
    ['success skipped', 'success'],
    ['skipped', 'skipped'],
    ['manual*', 'skipped'],
    ['manual* skipped', 'skipped'],
    ['manual* success', 'success'],
    ['failed*', 'success'],
    ['canceled* skipped', 'success'],
    ['failed* manual*', 'success'],
    ['created', 'created'],
    ['created failed* manual*', 'created'],
    ['created skipped', 'pending'],
    ['created success', 'running'],
    ['created pending', 'pending'],
    ['pending skipped manual*', 'pending'],
    ['pending success', 'running'],
    ['pending failed', 'running'],
    ['pending canceled', 'running'],
    ['pending manual', 'running'],
    ['preparing', 'preparing'],
    ['preparing success', 'preparing'],
    ['preparing created', 'preparing'],
    ['preparing scheduled', 'scheduled'],
    ['scheduled manual', 'manual'],
    ['manual success', 'manual'],
    ['manual created', 'manual'],
    ['manual failed', 'manual'],
    ['manual waiting_for_callback', 'waiting_for_callback'],
    ['waiting_for_callback waiting_for_resource', 'waiting_for_resource'],
    ['waiting_for_resource pending', 'running'],
    ['waiting_for_resource created', 'waiting_for_resource'],
    ['canceled success skipped', 'canceled'],
    ['canceled created', 'running'],
    ['failed created', 'running'],
    ['failed canceled', 'failed'],
    ['failed success failed*', 'failed'],
    ['canceling created', 'running'],
    ['canceling scheduled', 'scheduled'],
    ['canceling failed canceled success', 'canceling'],
    ['unheard_of success', 'failed'],
    ['unheard_of created', 'running'],
  ])('reads %s as %s', (words, status) => {
    expect(fold(words).status).toBe(status);
  });
});

describe('oracleFold of needed jobs', () => {
  it.each([
    ['success success', 'success'],
    ['failed*', 'success'],
    ['success skipped', 'skipped'],
    ['success manual*', 'skipped'],
    ['running skipped', 'skipped'],
    ['running_externally skipped', 'skipped'],
    ['created manual*', 'skipped'],
    ['failed skipped', 'skipped'],
    ['manual success', 'manual'],
    ['created failed', 'running'],
    ['canceled success', 'canceled'],
  ])('reads %s as %s', (words, status) => {
    expect(fold(words, 'needs').status).toBe(status);
  });
});

describe('oracleFold', () => {
  it('has no status for nobody', () => {
    expect(fold('')).toEqual({ status: null, warnings: false });
  });

  it('warns exactly when a job that may fail failed or was canceled', () => {
    expect(fold('success failed*').warnings).toBe(true);
    expect(fold('running canceled*').warnings).toBe(true);
    expect(fold('failed success* manual*').warnings).toBe(false);
  });

  it('has exactly one answer for every group of up to four kinds of job, in whatever order: two or none are thrown', () => {
    for (const group of groups(EVERY_JOB, 4))
      for (const mode of ['stage', 'needs'] as const) expect(fold([...group].reverse().join(' '), mode)).toEqual(fold(group.join(' '), mode));
  });

  it('takes external work for running and never shows it', () => {
    for (const group of groups(EVERY_JOB, 2)) {
      for (const mode of ['stage', 'needs'] as const) {
        const external = fold(['running_externally', ...group].join(' '), mode);
        expect(external).toEqual(fold(['running', ...group].join(' '), mode));
        expect(external.status).not.toBe('running_externally');
      }
    }
  });

  it('depends neither on order nor on repeats', () => {
    for (const group of groups(EVERY_JOB, 3)) {
      const turned = [...group].reverse().flatMap((job) => [job, job]);
      expect(fold(turned.join(' '))).toEqual(fold(group.join(' ')));
    }
  });
});
