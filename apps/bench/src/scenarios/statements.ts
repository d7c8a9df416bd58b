import { BenchProject } from '../api/bench-project';
import type { Outcome } from '../report/figure';
import { manyWaits, waitName } from '../seed/configs';
import { withSite, type BenchContext } from './bench-context';
import { checkCallbacks } from './check-callbacks';

const JOBS = 1_000;
const CALLBACKS = 20;
const HOW = 'BEGIN and COMMIT counted, by pg_stat_statements';

/** Statements that a large pipeline costs over HTTP: to create it, and for each callback in it. */
export async function measureStatements(context: BenchContext): Promise<Outcome> {
  const { statements, options } = context;
  if (statements === null) return notMeasured();
  return withSite(context, 'statements', async ({ api, callers, database }) => {
    const project = await BenchProject.create(api, 'statements', manyWaits(JOBS / 2));
    const [creating, calling, mismatches]: [number[], number[], string[]] = [[], [], []];
    for (let round = 0; round < options.rounds; round += 1) {
      const created = await statements.during(database.name, () => project.createPipeline());
      const measured = Array.from({ length: CALLBACKS }, (_, index) => ({ pipelineId: created.result, jobName: waitName(index) }));
      const orders = { url: api.url, token: api.token, path: project.callbackPath, callers: 1, warmUp: [], measured };
      const called = await statements.during(database.name, () => callers.call(orders));
      mismatches.push(...(await checkCallbacks(database.pool, { pipelineIds: [created.result], callbacks: CALLBACKS })));
      creating.push(created.statements);
      calling.push(called.statements / CALLBACKS);
    }
    context.say('statements: done');
    return {
      figures: [
        { row: 'create-statements', samples: creating, detail: `POST pipeline with a file of ${JOBS} jobs; ${HOW}` },
        { row: 'callback-statements', samples: calling, detail: `the mean of ${CALLBACKS}, one after the other; ${HOW}` },
      ],
      mismatches,
    };
  });
}

function notMeasured(): Outcome {
  const detail = 'the server does not load pg_stat_statements';
  return { figures: [{ row: 'create-statements', samples: [], detail }, { row: 'callback-statements', samples: [], detail }], mismatches: [] };
}
