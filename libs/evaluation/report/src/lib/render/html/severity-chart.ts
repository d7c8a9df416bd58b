import { SEVERITIES } from '@holdpoint/evaluation-experiment';
import { init } from 'echarts';
import type { Complexity } from '../../answers/complexity';
import { countsInWords } from '../../answers/severity-counts';
import { Markup, markup } from '../markup';
import { SEVERITY_COLOURS } from './styles';

/** Pixels of the drawing, which is scaled to the page. */
const WIDTH = 900;
const ROW_HEIGHT = 44;

/** Labels take the colour of the page's text. */
const LABEL = { color: 'currentColor', fontSize: 14 };

/** The findings of each family as a bar, its parts as long as there are findings of each severity. */
export function severityChart({ families }: Complexity): Markup {
  if (families.length === 0) return markup``;
  const height = (families.length + 1) * ROW_HEIGHT;
  const label = families.map(({ family, counts }) => `${family}: ${countsInWords(counts)}`).join('; ');
  return markup`<figure role="img" aria-label="${label}">${new Markup(drawn(families, height))}</figure>`;
}

/** The library escapes the texts that it draws. */
function drawn(families: Complexity['families'], height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const rows = [...families].reverse();
  chart.setOption({
    animation: false,
    grid: { left: 130, right: 20, top: 8, bottom: 28 },
    xAxis: { type: 'value', minInterval: 1, axisLabel: LABEL },
    yAxis: { type: 'category', data: rows.map(({ family }) => family), axisLabel: LABEL },
    series: SEVERITIES.map((severity) => ({
      type: 'bar',
      stack: 'findings',
      silent: true,
      name: severity,
      itemStyle: { color: SEVERITY_COLOURS[severity] },
      data: rows.map(({ counts }) => counts[severity]),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
