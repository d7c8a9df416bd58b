// Proves on seeded random pipelines and events what holds for all: the order in which jobs stand is immaterial,
// processing again changes nothing, no status is out of place, and waiting external jobs always come to an end.
import { oracleApply } from './oracle-apply';
import { oracleCreate } from './oracle-create';
import type { OracleDefinition, OracleJobDefinition, OracleWhen } from './oracle-definition';
import type { OracleEvent } from './oracle-event';
import type { OraclePipeline } from './oracle-pipeline';
import { oracleView } from './oracle-view';
import { settle } from './settle';

type Pick = <T>(choices: readonly [T, ...T[]]) => T;

/** A small linear congruential generator: the same seed gives the same walk on every machine. */
function picker(seed: number): Pick {
  let state = seed;
  return (choices) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return choices[Math.floor((state / 2 ** 32) * choices.length)] ?? choices[0];
  };
}

function randomDefinition(pick: Pick): OracleDefinition {
  const stages = ['a', 'b', 'c'];
  const jobs: OracleJobDefinition[] = [];
  const count = pick([1, 3, 5, 7]);
  for (let index = 0; index < count; index += 1) {
    const stage = pick([0, 1, 2]);
    const kind = pick<'build' | 'external'>(['build', 'build', 'external']);
    const reachable = jobs.filter((other) => stages.indexOf(other.stage) <= stage);
    const needs = pick([true, false]) ? null : reachable.filter(() => pick([true, false])).map(({ name }) => ({ job: name }));
    const wish = pick<OracleWhen>(['on_success', 'on_success', 'always', 'on_failure', 'manual', 'delayed']);
    const when = kind === 'external' ? 'on_success' : wish;
    const allowFailure = pick([undefined, true, false]);
    jobs.push({ name: `j${index}`, stage: stages[stage] ?? 'a', kind, when, needs, allowFailure });
  }
  return { stages, jobs, autoCancelOnJobFailure: pick([true, false]) };
}

function randomEvent(pick: Pick, { jobs }: OraclePipeline): OracleEvent {
  const [first, ...others] = jobs.map(({ name }) => name);
  const name = pick([first ?? '', ...others]);
  return pick<OracleEvent>([
    { type: 'job', event: pick(['success', 'success', 'drop', 'run', 'cancel', 'start_cancel', 'enqueue', 'play', 'retry']), jobs: [name] },
    { type: 'callback', callback: { job: name, outcome: pick(['success', 'failed', 'running', 'canceled']) } },
    { type: 'advance', ms: pick([60_000, 1_800_000]), unnoticed: pick([true, false]) },
    { type: 'advance', ms: pick([1_000, 3_600_000]) },
    { type: 'pipeline', event: pick(['retry', 'retry', 'cancel']) },
  ]);
}

function checkSane(pipeline: OraclePipeline): void {
  expect([pipeline.status, ...pipeline.stages.map(({ status }) => status)]).not.toContain('running_externally');
  for (const { kind, status } of pipeline.jobs)
    expect(kind === 'external' ? ['pending', 'running', 'manual', 'scheduled'] : ['running_externally']).not.toContain(status);
}

describe.each(Array.from({ length: 200 }, (_, seed) => seed))('random walk %i', (seed) => {
  it('keeps its promises', () => {
    const pick = picker(seed);
    const definition = randomDefinition(pick);
    let pipeline = oracleCreate(definition);
    let mirrored = oracleCreate({ ...definition, jobs: [...definition.jobs].reverse() });
    for (let step = 0; step < 25; step += 1) {
      const event = randomEvent(pick, pipeline);
      pipeline = oracleApply(pipeline, event);
      mirrored = oracleApply(mirrored, event);
      expect(oracleView(mirrored)).toEqual(oracleView(pipeline));
      expect(settle(pipeline)).toEqual(pipeline);
      checkSane(pipeline);
    }
    const names = pipeline.jobs.map(({ name }) => name);
    names.forEach(() => (pipeline = oracleApply(pipeline, { type: 'advance', ms: 3_600_000 })));
    expect(pipeline.jobs.map(({ status }) => status)).not.toContain('running_externally');
  });
});
