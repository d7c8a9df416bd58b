export { pipelineStoreContract } from './lib/contract/pipeline-store-contract';
export { StoreDriver, comparable, gate, jobNamed, type DrivenPass } from './lib/contract/store-driver';
export type { StoreUnderTest, StoredLine, StoredMatch } from './lib/contract/store-under-test';
export { createTestDatabase, type Migrate, type TestDatabase } from './lib/database/create-test-database';
export { STORY_PLAN, externalPlan, jobPlan, pipelinePlan } from './lib/plan-builder';
