import type { Finding } from '@holdpoint/evaluation-experiment';
import { placeId } from '../ablation/place';
import type { IntegrationPoint } from './integration-point';
import type { PointJudgement } from './judge-point';
import { placesOf, readersOf } from './places-of';

/** How a point is taken care of, as found out by trying; `judgement` is null where there is nothing to try. */
export function pointFinding(point: IntegrationPoint, judgement: PointJudgement | null): Finding {
  const { number, place, kind, decides, handling } = point;
  const readers = readersOf(point);
  return {
    id: `point-${String(number).padStart(2, '0')}`,
    title: `${number}. ${place}: ${decides}`,
    severity: 'none',
    observation: observationOf(point, judgement),
    data: {
      kind,
      handled: isHandled(point, judgement),
      handling: handling.type,
      places: readers && placesOf(readers).map(placeId).join(', '),
      symbols: handling.type === 'code' ? handling.symbols.join(', ') : null,
      scenario: judgement?.worst?.reference.scenario.name ?? null,
      symptom: judgement ? (judgement.worst?.worst ?? 'nothing') : null,
      silent: judgement?.silent.join(', ') || null,
    },
    reproduction: null,
  };
}

/** Only what was seen counts: readers that are said to decide and whose forgetting a scenario shows. */
const isHandled = ({ handling }: IntegrationPoint, judgement: PointJudgement | null): boolean =>
  handling.type === 'readers' && judgement?.worst != null;

function observationOf({ handling }: IntegrationPoint, judgement: PointJudgement | null): string {
  switch (handling.type) {
    case 'readers': {
      const worst = judgement?.worst;
      return worst ? `Handled: forgotten, the scenario ${worst.reference.scenario.name} shows ${worst.worst}.` : 'Not shown by any scenario.';
    }
    case 'inert':
      return `Forgotten, nothing is seen: ${handling.because}.`;
    case 'elsewhere':
      return `Not measured here: it is read by ${handling.where}.`;
    case 'code':
      return `Handled by code without a reader: ${handling.symbols.join(', ')}.`;
    case 'not_applicable':
      return `Not applicable here: ${handling.reason}.`;
  }
}

/** What is said of a point and does not hold; null when all is as it is said. */
export function brokenPoint({ number, place, handling }: IntegrationPoint, judgement: PointJudgement | null): string | null {
  if (handling.type === 'readers' && !judgement?.worst) return `point ${number} (${place}) is said to be handled, and no scenario shows it`;
  if (handling.type !== 'inert' || !judgement?.worst) return null;
  return `point ${number} (${place}) is said to show nothing, and ${judgement.worst.reference.scenario.name} shows ${judgement.worst.worst}`;
}
