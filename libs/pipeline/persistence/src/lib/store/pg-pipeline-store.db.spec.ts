/** The store in PostgreSQL keeps the contract of every pipeline store, with and without deadline tasks. */
import { pipelineStoreContract } from '@holdpoint/pipeline-testing';
import { createPgSubject } from './store-subject.fixture';

pipelineStoreContract('PgPipelineStore', () => createPgSubject());
pipelineStoreContract('PgPipelineStore with deadline tasks', () => createPgSubject({ deadlineTasks: true }));
