// Proves the verdict of a callback for each state of the job that it is about, and which verdict wins where two fit.
import type { OracleCallback } from './oracle-event';
import { oracleVerdict } from './oracle-verdict';
import { external, job, pipelineOf, play } from './pipeline.fixture';

const start = () => pipelineOf([job('build'), external('test')]);
const waiting = () => play(start(), 'success build');
const success: OracleCallback = { job: 'test', outcome: 'success' };
const failed: OracleCallback = { job: 'test', outcome: 'failed' };
/** What lets the time of every waiting job run out. */
const TIMEOUT = 'advance 3600000';
const sent = (callback: OracleCallback) => ({ type: 'callback', callback }) as const;

describe('oracleVerdict', () => {
  it('accepts the first outcome; the same again is a duplicate, another a conflict', () => {
    expect(oracleVerdict(waiting(), success)).toBe('accepted');
    const ended = play(waiting(), sent(success));
    expect(oracleVerdict(ended, success)).toBe('duplicate');
    expect(oracleVerdict(ended, failed)).toBe('conflict');
  });

  it('matches nobody for a job that is unknown, a build, or skipped', () => {
    expect(oracleVerdict(waiting(), { ...success, job: 'nobody' })).toBe('unmatched');
    expect(oracleVerdict(waiting(), { ...success, job: 'build' })).toBe('unmatched');
    expect(oracleVerdict(play(start(), 'drop build'), success)).toBe('unmatched');
    expect(oracleVerdict(waiting(), { ...success, attempt: 2 })).toBe('unmatched');
  });

  it('is parked before the job waits, unless it says only that work goes on', () => {
    expect(oracleVerdict(start(), success)).toBe('parked');
    expect(oracleVerdict(start(), { ...success, outcome: 'running' })).toBe('ignored');
  });

  it('is progress while the job waits, and ignored once it has ended', () => {
    const running: OracleCallback = { job: 'test', outcome: 'running' };
    expect(oracleVerdict(waiting(), running)).toBe('progress');
    expect(oracleVerdict(play(waiting(), 'success test'), running)).toBe('ignored');
  });

  it('acknowledges a cancel; another outcome comes too late but ends the wait for the acknowledgement', () => {
    const canceling = play(waiting(), 'start_cancel test');
    expect(oracleVerdict(canceling, { ...success, outcome: 'running' })).toBe('progress');
    expect(oracleVerdict(canceling, { ...success, outcome: 'canceled' })).toBe('accepted');
    expect(oracleVerdict(canceling, success)).toBe('late');
    expect(play(canceling, sent(success)).jobs[1]?.status).toBe('canceled');
    expect(oracleVerdict(play(canceling, sent(success)), { ...success, outcome: 'canceled' })).toBe('late');
    const acknowledged = play(canceling, sent({ ...success, outcome: 'canceled' }));
    expect(oracleVerdict(acknowledged, { ...success, outcome: 'canceled' })).toBe('duplicate');
    expect(oracleVerdict(acknowledged, success)).toBe('late');
  });

  it('of canceled is an outcome like any other where nobody has asked for it', () => {
    const canceled: OracleCallback = { ...success, outcome: 'canceled' };
    const ended = play(waiting(), sent(canceled));
    expect(oracleVerdict(ended, canceled)).toBe('duplicate');
    expect(oracleVerdict(ended, success)).toBe('conflict');
    expect(oracleVerdict(ended, { ...success, outcome: 'running' })).toBe('ignored');
    expect(oracleVerdict(play(ended, 'retry test', 'cancel test'), canceled)).toBe('late');
  });

  it('is late at the deadline even if the callback is the first to notice it', () => {
    const unnoticed = play(waiting(), { type: 'advance', ms: 3_600_000, unnoticed: true });
    expect(unnoticed.jobs[1]?.status).toBe('running_externally');
    expect(oracleVerdict(unnoticed, success)).toBe('late');
    expect(play(unnoticed, sent(success)).jobs[1]?.status).toBe('failed');
  });

  it('is late after the deadline or a cancel, even for the outcome that stands', () => {
    expect(oracleVerdict(play(waiting(), TIMEOUT), failed)).toBe('late');
    expect(oracleVerdict(play(waiting(), TIMEOUT), success)).toBe('late');
    expect(oracleVerdict(play(waiting(), 'cancel pipeline'), success)).toBe('late');
    expect(oracleVerdict(play(start(), 'cancel pipeline'), success)).toBe('late');
  });

  it('is superseded when it names an attempt that was retried, before anything else', () => {
    const retried = play(waiting(), 'drop test', 'retry test');
    expect(oracleVerdict(retried, { ...success, attempt: 1 })).toBe('superseded');
    expect(oracleVerdict(retried, { ...success, attempt: 2 })).toBe('accepted');
    expect(oracleVerdict(retried, success)).toBe('accepted');
    expect(oracleVerdict(play(retried, TIMEOUT), { ...failed, attempt: 1 })).toBe('superseded');
  });

  it('does not let an event that ended one attempt end the next', () => {
    const retried = play(waiting(), sent({ ...failed, eventId: 'e1' }), 'retry test');
    expect(oracleVerdict(retried, { ...failed, eventId: 'e1' })).toBe('duplicate');
    expect(oracleVerdict(retried, { ...failed, eventId: 'e2' })).toBe('accepted');
    expect(oracleVerdict(play(retried, TIMEOUT), { ...failed, eventId: 'e1' })).toBe('late');
  });

  it('sees a conflict when one event comes back with another outcome', () => {
    const ended = play(waiting(), sent({ ...success, eventId: 'e1' }));
    expect(oracleVerdict(ended, { ...success, eventId: 'e1' })).toBe('duplicate');
    expect(oracleVerdict(ended, { ...failed, eventId: 'e1' })).toBe('conflict');
  });

  it('goes by what stands, also when no callback brought it about', () => {
    expect(oracleVerdict(play(waiting(), 'success test'), success)).toBe('duplicate');
    expect(oracleVerdict(play(waiting(), 'success test'), failed)).toBe('conflict');
  });

  it('leaves the pipeline alone unless the callback is accepted', () => {
    const ended = play(waiting(), sent(success));
    expect(play(ended, sent(failed), sent(success))).toEqual(ended);
  });
});
