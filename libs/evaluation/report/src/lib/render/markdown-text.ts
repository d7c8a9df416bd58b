import type { Cell, Section, Table } from '../page/page';

/** Text of others as Markdown shows it: on one line, with nothing that formats, links or is HTML. */
export const markdownText = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&~]/g, '\\$&');

/** A section as Markdown, one level below the page's title. */
export function markdownSection({ title, answer, rule, table }: Section): string {
  const blocks = [`## ${markdownText(title)}`, markdownText(answer), `Rule: ${markdownText(rule)}`];
  return [...blocks, ...(table && table.rows.length > 0 ? [markdownTable(table)] : [])].join('\n\n');
}

/** A table as Markdown. */
export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head.map(markdownText)), line(head.map(() => '---')), ...rows.map(({ cells }) => line(cells.map(cellText)))].join('\n');
}

const cellText = (cell: Cell): string =>
  typeof cell === 'string' ? markdownText(cell) : `[${markdownText(cell.text)}](${encodeURI(cell.file)})`;
