import { creationContract } from './creation-contract';
import { loadContract } from './load-contract';
import { lockContract } from './lock-contract';
import type { StoreUnderTest } from './store-under-test';
import { walkContract } from './walk-contract';
import { writeContract } from './write-contract';

/** The suite that every `PipelineStore` passes: what the corridor may rely on, whatever is behind the port. */
export function pipelineStoreContract(name: string, createSubject: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a pipeline store`, () => {
    let subject: StoreUnderTest;
    beforeAll(async () => {
      subject = await createSubject();
    });
    afterAll(() => subject.dispose());
    const current = (): StoreUnderTest => subject;

    creationContract(current);
    lockContract(current);
    loadContract(current);
    writeContract(current);
    walkContract(current);
  });
}
