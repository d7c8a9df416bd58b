export { pipelineStoreContract } from './lib/store-suite/pipeline-store-contract';
export { resourceGroupContract, type ResourceGroupsUnderTest } from './lib/store-suite/resource-group-contract';
export { StoreDriver, commitStatus, comparable, fire, gate, jobNamed, type DrivenPass } from './lib/store-suite/store-driver';
export type { StoreUnderTest, StoredLine, StoredMatch } from './lib/store-suite/store-under-test';
export { createTestDatabase, type Migrate, type TestDatabase } from './lib/database/create-test-database';
export { untilAskedAgain } from './lib/database/until-asked-again';
export { eventually } from './lib/eventually';
export { InlineConfigReader } from './lib/inline-config-reader';
export { bridgePlan, externalPlan, jobPlan, pipelinePlan } from './lib/plan-builder';
