import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import type { Complexity } from '../../answers/complexity';
import { countsInWords, type SeverityCounts } from '../../answers/severity-counts';
import { markup, type Markup } from '../markup';

/** The findings of each family as a bar, its parts as long as each severity's share. */
export const severityChart = ({ families }: Complexity): Markup => markup`<figure aria-label="Findings by family and severity">
${families.map(({ family, counts }) => markup`<div class="family"><span>${family}</span>${bar(counts)}</div>
`)}</figure>`;

function bar(counts: SeverityCounts): Markup {
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0);
  return markup`<div class="bar" role="img" aria-label="${countsInWords(counts)}">${parts.map(
    (severity) => markup`<span class="fill-${severity}" style="flex: ${counts[severity]}" title="${counts[severity]} ${severity}"></span>`,
  )}</div>`;
}
