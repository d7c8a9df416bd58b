/** The command line of `conformance`: what it takes, and what it says of what it does not take. */
import { readConformanceOptions } from './conformance-options';

describe('readConformanceOptions', () => {
  it.each([
    [['--help'], { type: 'help' }],
    [['--composite', 'rows.json'], { type: 'composite', file: 'rows.json' }],
    [['--config', 'dir'], { type: 'config', directory: 'dir' }],
    [['--flux', 'dir', '--url', 'http://x', '--token', 't'], { type: 'flux', directory: 'dir', url: 'http://x', token: 't' }],
    [['--cases', 'dir'], { type: 'cases', directory: 'dir', inMemory: false, repeat: 1 }],
    [['--cases=dir', '--in-memory', '--repeat', '25'], { type: 'cases', directory: 'dir', inMemory: true, repeat: 25 }],
  ])('reads %j', (args, value) => {
    expect(readConformanceOptions(args)).toEqual({ ok: true, value });
  });

  it.each([
    [[], /say what to run/],
    [['--in-memory'], /say what to run/],
    [['--cases'], /--cases/],
    [['--cases', 'dir', '--repeat', '0'], /--repeat takes a whole number/],
    [['--verbose'], /--verbose/],
    [['--cases', 'dir', 'other'], /other/],
  ])('refuses %j', (args, problem) => {
    expect(readConformanceOptions(args)).toEqual({ ok: false, error: expect.stringMatching(problem) });
  });
});
