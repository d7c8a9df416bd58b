/** The command line of `evaluate`: what it takes, and what it says of what it does not take. */
import { readEvaluateOptions } from './evaluate-options';
import { tinyExperiment } from './tiny-experiment.fixture';

const all = [tinyExperiment({ id: 'one' }), tinyExperiment({ id: 'two', family: 'time' }), tinyExperiment({ id: 'three', family: 'time' })];
const [one, two, three] = all;

describe('readEvaluateOptions', () => {
  const defaults = { experiments: all, seed: 1, out: 'dist/evaluation', baseline: null, strict: false, findings: null, inMemory: false, fresh: false };

  it.each([
    [[], {}],
    [['--only', 'two'], { experiments: [two] }],
    [['--only=three', '--only=one'], { experiments: [one, three] }],
    [['--family', 'time'], { experiments: [two, three] }],
    [['--family', 'time', '--only', 'three'], { experiments: [three] }],
    [['--seed', '0', '--out', 'a', '--out', 'b'], { seed: 0, out: 'b' }],
    [['--seed', '4294967295'], { seed: 4_294_967_295 }],
    [['--baseline', 'old.json', '--strict'], { baseline: 'old.json', strict: true }],
    [['--findings', 'f.json', '--in-memory', '--fresh'], { findings: 'f.json', inMemory: true, fresh: true }],
  ])('reads %j', (args, value) => {
    expect(readEvaluateOptions(args, all)).toEqual({ ok: true, value: { ...defaults, ...value } });
  });

  it.each([
    [['--only', 'four'], /--only takes one of one, two, three, not four/],
    [['--family', 'space'], /--family takes one of catalogue, .*, not space/],
    [['--family', 'side_effects', '--only', 'two'], /no experiment/],
    [['--seed', '-1'], /--seed/],
    [['--seed', '1e3'], /--seed takes a whole number/],
    [['--seed', '4294967296'], /--seed/],
    [['--strict'], /--strict needs a --baseline/],
    [['--quick'], /--quick/],
    [['other'], /other/],
  ])('refuses %j', (args, problem) => {
    expect(readEvaluateOptions(args, all)).toEqual({ ok: false, error: expect.stringMatching(problem) });
  });
});
