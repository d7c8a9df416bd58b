import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { openPostgresEngine, type OpenedEngine } from '@holdpoint/evaluation-postgres';
import { CASE_ACTOR, CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from '@holdpoint/evaluation-scenario';
import { assert } from '@holdpoint/kernel';
import { CancelDownstream } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type CiModel, type PipelineId } from '@holdpoint/pipeline-domain';
import { PgBridgeLookup, PipelineTasks } from '@holdpoint/pipeline-persistence';
import { placeId, statusPlace } from './place';
import { withoutPlaces } from './without-places';

const PLACE = statusPlace('redundant.candidate');

/** What a newer commit has done: the tasks that its pipeline leaves, and what the older pipeline is then. */
interface Superseded {
  readonly tasks: number;
  readonly older: string;
}

/**
 * Tries whether a newer commit still finds the older pipeline whose external job waits, when that list has forgotten the
 * status.
 */
export async function redundantCandidate(url: string): Promise<Finding> {
  const product = await supersede(url, HOLDPOINT_CI_MODEL, 'newer-commit');
  const changed = await supersede(url, withoutPlaces(HOLDPOINT_CI_MODEL, [PLACE]), placeId(PLACE));
  const agrees = product.tasks === changed.tasks && product.older === changed.older;
  const symptom = agrees ? 'nothing' : 'cancel_without_effect';
  return {
    id: placeId(PLACE),
    title: `${placeId(PLACE)} forgets, on PostgreSQL`,
    severity: severityOf(symptom),
    observation: agrees ? 'Nobody would notice: the older pipeline is running, and is found as such.' : `A newer commit leaves the older pipeline ${changed.older}.`,
    data: { agrees, symptom, tasks: changed.tasks, older: changed.older, tasks_in_product: product.tasks, older_in_product: product.older },
    reproduction: null,
  };
}

async function supersede(url: string, model: CiModel, name: string): Promise<Superseded> {
  const opened = await openPostgresEngine(url, model, name);
  const { engine, corridor, pool, close } = opened;
  try {
    const older = await engine.start('wait: { external: true, interruptible: true }');
    assert(older.ok, 'the older pipeline is created');
    const tasks = new PipelineTasks(pool);
    const before = await tasks.countDue();
    const newerId = await createNewer(opened);
    const left = (await tasks.countDue()) - before;
    await new CancelDownstream(new PgBridgeLookup(pool), corridor, model).cancelRedundant(newerId);
    return { tasks: left, older: (await older.value.view()).pipeline };
  } finally {
    await close();
  }
}

async function createNewer({ store, projectId }: OpenedEngine): Promise<PipelineId> {
  const plan = planCase('build: { script: exit 0 }');
  assert(plan.ok, 'the newer pipeline is planned');
  const { ref, source } = CASE_CONTEXT;
  const context = { projectId, ref, sha: '1'.repeat(40), source, createdBy: CASE_ACTOR, variables: [], defaultTimeoutMs: CASE_TIMEOUT_MS };
  return (await store.create({ ...context, plan: plan.value })).id;
}
