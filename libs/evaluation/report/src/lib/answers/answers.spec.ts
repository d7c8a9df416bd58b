/** The first page's answers follow from the findings by the rules that it states. */
import type { Finding, Severity } from '@holdpoint/evaluation-experiment';
import { experiment, finding, report } from '../report.fixture';
import { choicesOf, placesOf } from './advice';
import { complexityOf } from './complexity';
import { firstBreaks, worstFindings } from './worst-findings';

const findings = (...severities: readonly Severity[]): readonly Finding[] =>
  severities.map((severity, index) => finding({ id: `${severity}-${index}`, severity }));
const times = (count: number, severity: Severity): readonly Severity[] => Array<Severity>(count).fill(severity);

describe('complexity', () => {
  it.each([
    ['unknown', []],
    ['low', [...times(5, 'medium'), 'none']],
    ['moderate', ['critical', ...times(9, 'none')]],
    ['high', ['critical', ...times(8, 'none')]],
  ] as const)('is %s', (level, severities) => {
    expect(complexityOf(report(experiment({ findings: findings(...severities) }))).level).toBe(level);
  });

  it('counts what was tried by severity and by family', () => {
    const unmeasured = finding({ id: 'unmeasured', data: { measured: false } });
    const ablation = experiment({ id: 'b', family: 'ablation', findings: [...findings('high', 'none'), unmeasured] });
    const { tried, visible, families } = complexityOf(report(experiment({ findings: findings('low') }), ablation));
    expect([tried, visible]).toEqual([3, 2]);
    expect(families.map(({ family, counts }) => [family, counts.high, counts.low, counts.none])).toEqual([
      ['ablation', 1, 0, 1],
      ['side_effects', 0, 1, 0],
    ]);
  });
});

it('counts the points of the catalogue that must know, and takes none of them for something that was tried', () => {
  const points = [true, true, false].map((handled, index) => finding({ id: `point-${index}`, data: { handled } }));
  const { level, points: counted, tried } = complexityOf(report(experiment({ family: 'catalogue', findings: points })));
  expect([level, counted, tried]).toEqual(['unknown', { listed: 3, handled: 2 }, 0]);
});

describe('the worst findings', () => {
  it('are ten at most, by severity, those with a reproduction first, and none that nobody sees', () => {
    const shown = finding({ id: 'shown', severity: 'high', reproduction: 'config: {}' });
    const worst = worstFindings(report(experiment({ findings: [...findings(...times(9, 'low'), 'high', 'none', 'critical'), shown] })));
    expect(worst.map((placed) => placed.finding.id)).toEqual(['critical-11', 'shown', 'high-9', ...[0, 1, 2, 3, 4, 5, 6].map((n) => `low-${n}`)]);
  });

  it('of each family are what breaks first, the worst family first', () => {
    const other = experiment({ id: 'b', family: 'ablation', findings: findings('low', 'medium') });
    const quiet = experiment({ id: 'c', family: 'time' });
    const first = firstBreaks(report(other, experiment({ findings: findings('none', 'high') }), quiet));
    expect(first.map((placed) => [placed.experiment.family, placed.finding.severity])).toEqual([['side_effects', 'high'], ['ablation', 'medium']]);
  });
});

describe('ways of building', () => {
  const way = (variant: string, ...severities: readonly Severity[]): readonly Finding[] =>
    findings(...severities).map((found) => ({ ...found, id: `${variant}-${found.id}`, data: { variant } }));
  const verdicts = (...ways: readonly (readonly Finding[])[]) =>
    choicesOf(report(experiment({ findings: ways.flat() }))).map(({ variant, verdict }) => [variant, verdict]);

  it('are judged by the worst that was found, not by how much was found', () => {
    expect(verdicts(way('one', 'critical'), way('two', ...times(9, 'high')), way('three', 'high', 'low'))).toEqual([
      ['three', 'build'],
      ['two', 'do not build'],
      ['one', 'do not build'],
    ]);
  });

  it('are equal where nothing tells them apart, whatever nobody sees', () => {
    expect(verdicts(way('one', 'low'), way('two', 'none', 'low'))).toEqual([['one', 'either'], ['two', 'either']]);
  });

  it('are not judged by what could not be tried', () => {
    const untried = [finding({ id: 'untried', severity: 'critical', data: { variant: 'one', measured: false } })];
    expect(verdicts(way('one', 'none'), untried, way('two', 'low'))).toEqual([['one', 'build'], ['two', 'do not build']]);
  });

  it('are judged on each kind of object by itself, also where the other findings name none', () => {
    const on = (object: string, ways: readonly Finding[]): readonly Finding[] =>
      ways.map((found) => ({ ...found, id: `${object}-${found.id}`, data: { ...found.data, object } }));
    const ofRelease = on('HelmRelease', [...way('one', 'critical'), ...way('two', 'low')]);
    const ofApplied = on('Kustomization', [...way('one', 'none'), ...way('two', 'high')]);
    const choices = choicesOf(report(experiment({ findings: [...ofRelease, ...ofApplied, ...way('one', 'low'), ...way('two', 'low')] })));
    expect(choices.map(({ object, variant, verdict }) => [object, variant, verdict])).toEqual([
      ['HelmRelease', 'two', 'build'],
      ['HelmRelease', 'one', 'do not build'],
      ['Kustomization', 'one', 'build'],
      ['Kustomization', 'two', 'do not build'],
      [null, 'one', 'either'],
      [null, 'two', 'either'],
    ]);
  });

  it('are not judged where there is but one', () => {
    expect(verdicts(way('one', 'low'), findings('high'))).toEqual([]);
  });
});

it('sorts ablated places by what leaving them out would do', () => {
  const unmeasured = finding({ id: 'unmeasured', data: { measured: false } });
  const ablation = experiment({ id: 'ablation', family: 'ablation', findings: [...findings('critical', 'high', 'medium', 'none'), unmeasured] });
  const pairs = experiment({ id: 'ablation-pairs', family: 'ablation', findings: findings('critical') });
  const { must, mayBeLeftOut, total } = placesOf(report(ablation, pairs));
  expect([must.map(({ id }) => id), mayBeLeftOut.map(({ id }) => id), total]).toEqual([['critical-0', 'high-1'], ['none-3'], 4]);
});
