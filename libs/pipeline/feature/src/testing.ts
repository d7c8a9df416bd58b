export { plantDeadlock } from './lib/external-job/planted-failures.fixture';
export { LARGE_BODIES_OF_NETWORK_MAX } from './lib/http/server/large-bodies';
export { as, makeMember, makeToken, makeUser } from './lib/test-access.fixture';
export { TestApi, TOKEN, type Answer, type TestApiOptions } from './lib/test-api.fixture';
export { changeByHand, commitConfig, jobsOf, makePipeline, makeProject, makeWaiting, type Waiting } from './lib/test-project.fixture';
