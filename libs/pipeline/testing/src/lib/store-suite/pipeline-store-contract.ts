import { batchContract } from './batch-contract';
import { bridgeContract } from './bridge-contract';
import { callbackContract } from './callback-contract';
import { commitStatusContract } from './commit-status-contract';
import { contentionContract } from './contention-contract';
import { creationContract } from './creation-contract';
import { downstreamContract } from './downstream-contract';
import { eventContract } from './event-contract';
import { loadContract } from './load-contract';
import { lockContract } from './lock-contract';
import { parkingContract } from './parking-contract';
import { numberingContract } from './numbering-contract';
import { retryContract } from './retry-contract';
import type { StoreUnderTest } from './store-under-test';
import { walkContract } from './walk-contract';
import { writeContract } from './write-contract';

const PARTS = [
  numberingContract,
  creationContract,
  lockContract,
  contentionContract,
  loadContract,
  writeContract,
  retryContract,
  batchContract,
  eventContract,
  callbackContract,
  bridgeContract,
  parkingContract,
];

/** What a store need not be able to do that is only compared with the product's. */
export interface ContractOptions {
  /** Whether it keeps commit statuses; true if not given. */
  readonly commitStatuses?: boolean;
  /** Whether it knows when jobs of pipelines below were executed; true if not given. */
  readonly downstreamPeriods?: boolean;
}

/** The suite that every `PipelineStore` passes: what the corridor may rely on, whatever is behind the port. */
export function pipelineStoreContract(
  name: string,
  createSubject: () => Promise<StoreUnderTest>,
  { commitStatuses = true, downstreamPeriods = true }: ContractOptions = {},
): void {
  describe(`${name} as a pipeline store`, () => {
    let subject: StoreUnderTest;
    beforeAll(async () => {
      subject = await createSubject();
    });
    afterAll(() => subject.dispose());
    for (const part of PARTS) part(() => subject);
    if (commitStatuses) commitStatusContract(() => subject);
    if (downstreamPeriods) downstreamContract(() => subject);
    walkContract(() => subject, commitStatuses);
  });
}
