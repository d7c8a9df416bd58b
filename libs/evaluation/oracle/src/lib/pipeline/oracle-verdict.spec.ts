// Proves the verdict of a callback for each state of the job that it is about, and which verdict wins where two fit.
import type { OracleCallback } from './oracle-event';
import { oracleVerdict } from './oracle-verdict';
import { external, job, pipelineOf, play } from './pipeline.fixture';

const start = () => pipelineOf([job('build'), external('test')]);
const waiting = () => play(start(), 'success build');
const success: OracleCallback = { job: 'test', outcome: 'success' };
const failed: OracleCallback = { job: 'test', outcome: 'failed' };
const sent = (callback: OracleCallback) => ({ type: 'callback', callback }) as const;

describe('oracleVerdict', () => {
  it('accepts the first outcome; the same again is a duplicate, another a conflict', () => {
    expect(oracleVerdict(waiting(), success)).toBe('accepted');
    const ended = play(waiting(), sent(success));
    expect(oracleVerdict(ended, success)).toBe('duplicate');
    expect(oracleVerdict(ended, failed)).toBe('conflict');
  });

  it('matches nobody for a job that is unknown, a build, not yet waiting, or skipped', () => {
    expect(oracleVerdict(waiting(), { ...success, job: 'nobody' })).toBe('unmatched');
    expect(oracleVerdict(waiting(), { ...success, job: 'build' })).toBe('unmatched');
    expect(oracleVerdict(start(), success)).toBe('unmatched');
    expect(oracleVerdict(play(start(), 'drop build'), success)).toBe('unmatched');
    expect(oracleVerdict(waiting(), { ...success, attempt: 2 })).toBe('unmatched');
  });

  it('is late after the deadline or a cancel, even for the outcome that stands', () => {
    expect(oracleVerdict(play(waiting(), 'expire test'), failed)).toBe('late');
    expect(oracleVerdict(play(waiting(), 'expire test'), success)).toBe('late');
    expect(oracleVerdict(play(waiting(), 'cancel pipeline'), success)).toBe('late');
    expect(oracleVerdict(play(start(), 'cancel pipeline'), success)).toBe('late');
  });

  it('is superseded when it names an attempt that was retried, before anything else', () => {
    const retried = play(waiting(), 'drop test', 'retry test');
    expect(oracleVerdict(retried, { ...success, attempt: 1 })).toBe('superseded');
    expect(oracleVerdict(retried, { ...success, attempt: 2 })).toBe('accepted');
    expect(oracleVerdict(retried, success)).toBe('accepted');
    expect(oracleVerdict(play(retried, 'expire test'), { ...failed, attempt: 1 })).toBe('superseded');
  });

  it('does not let an event that ended one attempt end the next', () => {
    const retried = play(waiting(), sent({ ...failed, eventId: 'e1' }), 'retry test');
    expect(oracleVerdict(retried, { ...failed, eventId: 'e1' })).toBe('duplicate');
    expect(oracleVerdict(retried, { ...failed, eventId: 'e2' })).toBe('accepted');
    expect(oracleVerdict(play(retried, 'expire test'), { ...failed, eventId: 'e1' })).toBe('late');
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
    expect(play(start(), sent(success))).toEqual(start());
  });
});
