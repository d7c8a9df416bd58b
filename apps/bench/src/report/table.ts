import { BARS, judge, type Bar } from './bars';
import { digits, valueOf, withRange, type Figure } from './figure';

const HEADER = ['what', 'measured', 'bar', 'goal', 'verdict'];

/** The figures as a Markdown table, in the order of the bars, with the details below. */
export function resultTable(figures: readonly Figure[]): string {
  const shown = BARS.flatMap((bar) => figures.filter(({ row }) => row === bar.name).map((figure) => ({ bar, figure })));
  const rows = shown.map(({ bar, figure }) => rowOf(bar, figure));
  const details = shown.map(({ bar, figure }) => `- ${bar.title}: ${figure.detail}`);
  return [...markdown([HEADER, ...rows]), '', ...details].join('\n');
}

function rowOf(bar: Bar, figure: Figure): string[] {
  const unit = bar.unit === '' ? '' : ` ${bar.unit}`;
  const measured = figure.samples.length === 0 ? 'not measured' : `${withRange(figure.samples)}${unit}`;
  const goal = bar.goal === undefined ? '' : digits(bar.goal);
  return [bar.title, measured, `${bar.direction} ${digits(bar.bar)}`, goal, judge(bar, valueOf(figure))];
}

/** Pads the cells, so that the table can be read without being rendered. */
export function markdown(rows: readonly (readonly string[])[]): string[] {
  const [header = []] = rows;
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(header), rule, ...rows.slice(1).map(line)];
}
