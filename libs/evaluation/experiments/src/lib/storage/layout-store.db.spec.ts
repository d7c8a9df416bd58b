/** The table of builds with a type keeps the contract of the product's store, so that what is compared is a whole store. */
import { pipelineStoreContract } from '@holdpoint/pipeline-testing';
import { BUILD_LAYOUT } from './layout/job-layout';
import { createLayoutSubject } from './layout-store.fixture';

pipelineStoreContract('a table of builds with a type', () => createLayoutSubject(BUILD_LAYOUT), { commitStatuses: false, downstreamPeriods: false });
