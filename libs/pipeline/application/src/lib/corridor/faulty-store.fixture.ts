import type { PipelineId, PipelinePlan } from '@holdpoint/pipeline-domain';
import { InMemoryPipelineStore } from '../in-memory/in-memory-pipeline-store';
import { PipelineStore, type NewPipeline, type PipelineTransaction } from '../ports/pipeline-store';

const job = {
  kind: 'external',
  name: 'wait',
  stage: 'test',
  when: 'on_success',
  allowFailure: false,
  needs: null,
  startInMs: null,
  timeoutMs: 60_000,
  interruptible: false,
  resourceGroup: null,
  environment: null,
  retry: null,
  options: {},
} as const;
const plan: PipelinePlan = {
  name: null,
  stages: [{ name: 'test', position: 0 }],
  jobs: [job],
  autoCancel: { onJobFailure: 'none', onNewCommit: 'none' },
};
/** A pipeline of one external job with a timeout of a minute. */
export const newPipeline: NewPipeline = {
  projectId: 1,
  ref: 'main',
  sha: 'a'.repeat(40),
  source: 'api',
  createdBy: 'root',
  variables: [],
  defaultTimeoutMs: 3_600_000,
  plan,
};

/** Counts transactions, lets a test watch and delay them, and fails those that it wants to fail. */
export class FaultyStore extends PipelineStore {
  readonly inner = new InMemoryPipelineStore(() => 1_000);
  transactions = 0;
  fault: (locked: readonly PipelineId[], transaction: number) => void = () => undefined;
  delay: () => Promise<void> = () => Promise.resolve();
  entered: (id: PipelineId) => void = () => undefined;
  left: (id: PipelineId) => void = () => undefined;

  create(pipeline: NewPipeline): ReturnType<PipelineStore['create']> {
    return this.inner.create(pipeline);
  }

  transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    this.transactions += 1;
    const number = this.transactions;
    return this.inner.transaction(async (transaction) => {
      let locked: readonly PipelineId[] = [];
      const lock: PipelineTransaction['lock'] = async (ids, ...how) => {
        ids.forEach(this.entered);
        const got = await transaction.lock(ids, ...how);
        locked = got.facts.map(({ id }) => id);
        return got;
      };
      const result = await work({ ...transaction, lock });
      await this.delay();
      locked.forEach(this.left);
      this.fault(locked, number);
      return result;
    });
  }
}
