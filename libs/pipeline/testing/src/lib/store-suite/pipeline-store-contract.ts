import { batchContract } from './batch-contract';
import { bridgeContract } from './bridge-contract';
import { callbackContract } from './callback-contract';
import { commitStatusContract } from './commit-status-contract';
import { contentionContract } from './contention-contract';
import { creationContract } from './creation-contract';
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
  commitStatusContract,
  batchContract,
  eventContract,
  callbackContract,
  bridgeContract,
  parkingContract,
  walkContract,
];

/** The suite that every `PipelineStore` passes: what the corridor may rely on, whatever is behind the port. */
export function pipelineStoreContract(name: string, createSubject: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a pipeline store`, () => {
    let subject: StoreUnderTest;
    beforeAll(async () => {
      subject = await createSubject();
    });
    afterAll(() => subject.dispose());
    for (const part of PARTS) part(() => subject);
  });
}
