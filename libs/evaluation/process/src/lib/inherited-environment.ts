/** What the API reads (libs/platform/runtime), save how much it logs; tools/commands/lib/inherited-environment.mjs has it too. */
const SETTINGS = /^(HOLDPOINT_|TIMEOUT_|SIMULATION|CORS_|CALLBACK_|EVENT_|(DATABASE_URL|UV_THREADPOOL_SIZE|ROLE|HOST|PORT|NODE_ENV)$)/;

/** The caller's environment without what it says of a real installation, which must not reach a process of a measurement or a test. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)));
