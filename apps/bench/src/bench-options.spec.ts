import { readBenchOptions } from './bench-options';
import { SCENARIO_NAMES } from './scenarios/scenario-names';

it('measures everything three times unless told otherwise', () => {
  expect(readBenchOptions([])).toEqual({ ok: true, value: { only: SCENARIO_NAMES, rounds: 3, quick: false, strict: false, out: null, profile: null } });
});

it('takes some scenarios, rounds and a file', () => {
  const options = readBenchOptions(['--only', 'pass', '--only', 'million', '--rounds', '5', '--out', 'x.json', '--strict']);
  expect(options).toMatchObject({ ok: true, value: { only: ['pass', 'million'], rounds: 5, out: 'x.json', strict: true } });
});

it('is quick in one round', () => {
  expect(readBenchOptions(['--quick'])).toMatchObject({ value: { quick: true, rounds: 1 } });
});

it.each([
  [['--only', 'nothing'], /--only takes one of .*million.*, not nothing/],
  [['--rounds', '0'], /whole number from 1/],
  [['--rounds', 'x'], /whole number from 1/],
  [['--fast'], /--fast/],
])('refuses %j', (args, error) => {
  expect(readBenchOptions(args)).toEqual({ ok: false, error: expect.stringMatching(error) as string });
});
