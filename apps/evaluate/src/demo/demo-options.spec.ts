/** The command line of `demo`: what it takes, and what it says of what it does not take. */
import { readDemoOptions } from './demo-options';

const registry = { type: 'play', url: 'http://x', token: 't', registry: 'http://y:5000' };

it.each([
  [['--help'], { type: 'help' }],
  [['--url', 'http://x', '--token', 't'], { ...registry, registry: null }],
  [['--url', 'http://x', '--token', 't', '--registry', 'http://y:5000/v2'], registry],
  [['--url', 'http://x', '--token=-t'], { type: 'play', url: 'http://x', token: '-t', registry: null }],
])('reads %j', (args, value) => {
  expect(readDemoOptions(args)).toEqual({ ok: true, value });
});

it.each([
  [[], /--url URL/],
  [['--url', 'http://x'], /--token=TOKEN/],
  [['--url', 'http://x', '--token', '-t'], /--token=-XYZ/],
  [['--url', 'http://x', '--token', 't', '--registry', 'y'], /Invalid URL/],
  [['--verbose'], /--verbose/],
])('refuses %j', (args, problem) => {
  expect(readDemoOptions(args)).toEqual({ ok: false, error: expect.stringMatching(problem) });
});
