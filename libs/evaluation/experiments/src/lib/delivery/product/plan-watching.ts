import { assert } from '@holdpoint/kernel';
import { parseCiConfig, planPipeline } from '@holdpoint/pipeline-config';
import type { PipelinePlan } from '@holdpoint/pipeline-domain';
import { WATCHED } from '../world/flux-event-body';
import type { WorldOptions } from '../world/world-options';

/** The build of every pipeline, and the job that waits for Flux. */
export const BUILD = 'push-manifests';
export const WAIT = 'wait-for-flux';

/** The branch that everything is pushed to. */
export const REF = 'main';

/** Nothing in the plan depends on it. */
const ANY_SHA = '0'.repeat(40);

/** Plans the pipeline of any push; without a deadline it waits for as long as may be written. */
export function planWatching({ object, onSuperseded, without }: WorldOptions): PipelinePlan {
  const config = parseCiConfig(`
stages: [build, deploy]
${BUILD}: { stage: build, script: [flux push artifact] }
${WAIT}:
  stage: deploy
  external:
    provider: flux
    match: { kind: ${object}, namespace: ${WATCHED.namespace}, name: ${WATCHED.name} }
    on_superseded: ${onSuperseded}
  timeout: ${without === 'deadline' ? '4 weeks' : '1 hour'}
`);
  assert(config.ok, 'the configuration of a world is valid');
  const context = {
    ref: REF, refType: 'branch', sha: ANY_SHA, source: 'push', defaultBranch: REF, projectId: 1,
    commitMessage: '', commitAuthor: '', commitTimestamp: '', username: 'root', user: null, projectPath: 'evaluation/delivery', projectTitle: 'delivery', variables: [],
  } as const;
  const plan = planPipeline(config.value, context);
  assert(plan.ok, 'the pipeline of a world can be planned');
  return plan.value;
}
