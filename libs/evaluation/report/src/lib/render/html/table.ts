import { SEVERITIES, type Severity } from '@holdpoint/evaluation-experiment';
import type { Cell, Row, Table } from '../../page/page';
import { markup, type Markup, type MarkupPart } from '../markup';

/** A table; rows with a severity carry it as their class, by which the page filters. */
export function htmlTable({ head, rows }: Table): MarkupPart {
  if (rows.length === 0) return [];
  return markup`<div class="scroll"><table><thead><tr>${head.map((text) => markup`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${rows.map(htmlRow)}</tbody></table></div>`;
}

const htmlRow = ({ severity, cells }: Row): Markup =>
  markup`<tr class="${severity ?? ''}">${cells.map((cell) => markup`<td>${htmlCell(cell)}</td>`)}</tr>
`;

function htmlCell(cell: Cell): MarkupPart {
  if (typeof cell !== 'string') return markup`<a href="${encodeURI(cell.file)}">${cell.text}</a>`;
  return isSeverity(cell) ? markup`<span class="chip fill-${cell}">${cell}</span>` : cell;
}

const isSeverity = (text: string): text is Severity => (SEVERITIES as readonly string[]).includes(text);
