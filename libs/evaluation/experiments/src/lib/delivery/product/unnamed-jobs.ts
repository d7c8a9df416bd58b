import { CallbackLedger, PipelineLookup } from '@holdpoint/pipeline-application';

const unused = (): never => {
  throw new Error('Events about objects name no job');
};

/** The lookup of callbacks that name their job, in worlds that have none. */
export class UnusedLookup extends PipelineLookup {
  findPipeline = unused;
  findCallbackTargets = unused;
  findPipelineOfJob = unused;
  findWakeUps = unused;
}

/** The ledger of callbacks that name their job, in worlds that have none. */
export class UnusedLedger extends CallbackLedger {
  record = unused;
  park = unused;
  claim = unused;
  foresee = unused;
  finish = unused;
  release = unused;
}
