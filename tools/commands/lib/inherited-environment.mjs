/** What the API reads (libs/platform/runtime), save how much it logs; libs/evaluation/process, which no script can load, has it too. */
const SETTINGS = /^(HOLDPOINT_|TIMEOUT_|SIMULATION|CORS_|CALLBACK_|EVENT_|(DATABASE_URL|UV_THREADPOOL_SIZE|ROLE|HOST|PORT|NODE_ENV)$)/;

/** The caller's environment without what it says of a real installation, which must not reach a simulation. */
export const inheritedEnvironment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)));
