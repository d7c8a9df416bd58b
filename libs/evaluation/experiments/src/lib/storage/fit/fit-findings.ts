import { severityOf, type Finding, type Symptom } from '@holdpoint/evaluation-experiment';
import type { Fit } from './fit-of';

/** What was found of one way of storing external jobs. */
export const fitFindings = (fit: Fit): readonly Finding[] => [
  ...fit.courses.map((course) => courseFinding(fit, course)),
  ...fit.operations.map((tried) => operationFinding(fit, tried)),
  runnerQueueFinding(fit),
  columnsFinding(fit),
  typeChecksFinding(fit),
  callbackFinding(fit),
];

function courseFinding(fit: Fit, { scenario, difference: { symptom, first, lost } }: Fit['courses'][number]): Finding {
  const kept = lost.length === 0 ? 'Everything is kept' : `Not kept: ${lost.join(', ')}`;
  const observation = first === null ? `${kept}.` : `${first}. ${kept} until then.`;
  const data = { scenario: scenario.id, symptom, lost: lost.join(' ') };
  return finding(fit, `scenario.${scenario.id}`, scenario.title, symptom, observation, data);
}

/** Judged by what happens where one check of the type is forgotten: it must be made wherever builds are written. */
function operationFinding(fit: Fit, { operation, kept, forgotten }: Fit['operations'][number]): Finding {
  const reached = forgotten === 'nothing';
  const observation = reached
    ? `${operation.seen} Only a check of the type keeps it away.`
    : `It cannot be: ${forgotten === 'no column' ? 'the table has no column for it' : 'the table refuses it for every row'}.`;
  const data = { operation: operation.id, kept_away_by: kept, without_type_checks: forgotten };
  const title = `an external job is ${operation.title}, where a check of the type is forgotten`;
  return finding(fit, `operation.${operation.id}`, title, reached ? operation.symptom : 'nothing', observation, data);
}

/** The product's own queue reads the table of builds, whatever is in it. */
function runnerQueueFinding(fit: Fit): Finding {
  const { found, foundWithoutType } = fit.runnerQueue;
  const kept = foundWithoutType === 0 ? 'It reads a table that holds none' : `Only its question for the type keeps ${foundWithoutType} of them away`;
  const observation = found === 0 ? `The queue offers runners no external job. ${kept}.` : `The queue offers runners ${found} external jobs.`;
  const data = { found, found_without_type: foundWithoutType };
  return finding(fit, 'runner_queue', "external jobs in the runners' queue, asked for every status", found === 0 ? 'nothing' : 'wrong_success', observation, data);
}

function columnsFinding(fit: Fit): Finding {
  const { columns, empty } = fit.columns;
  const observation = `${empty.length} of ${columns} columns never have a value.`;
  return finding(fit, 'columns', 'columns that are null for every external job of the scenarios', 'nothing', observation, { columns, always_null: empty.length, names: empty.join(' ') });
}

function typeChecksFinding(fit: Fit): Finding {
  const { constraints, views, triggers, statements } = fit.typeChecks;
  const total = constraints + views + triggers + statements;
  const observation = `${total} places of schema and store tell external jobs from other kinds.`;
  return finding(fit, 'type_checks', 'places that must know the kind of a job', 'nothing', observation, { total, constraints, views, triggers, statements });
}

/** The product's store is made for few round trips and the others are not: statements compare the stores, not the tables. */
function callbackFinding(fit: Fit): Finding {
  const { statements } = fit.callback;
  const optimised = fit.variant === 'own_table';
  const observation = `A callback takes ${statements} statements${optimised ? '' : ', in a store that was not made for few'}.`;
  return finding(fit, 'callback', 'statements for one callback', 'nothing', observation, { statements, optimised });
}

function finding({ variant }: Fit, id: string, title: string, symptom: Symptom, observation: string, data: Finding['data']): Finding {
  return {
    id: `${variant}.${id}`,
    title: `${variant}: ${title}`,
    severity: severityOf(symptom),
    observation: observation.charAt(0).toUpperCase() + observation.slice(1),
    data: { variant, ...data },
    reproduction: null,
  };
}
