/** Symptoms are listed worst first, so that the worst of several is the first of them. */
import { SEVERITIES } from './experiment';
import { severityOf, SYMPTOMS } from './severity-of';

it('orders symptoms by their severity', () => {
  const places = SYMPTOMS.map((symptom) => SEVERITIES.indexOf(severityOf(symptom)));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
