const build = (name: string, stage: string, needs?: string): string =>
  `${name}: { stage: ${stage}, script: [make ${name}]${needs === undefined ? '' : `, needs: [${needs}]`} }`;

const wait = (name: string, timeout: string): string =>
  `${name}: { stage: sync, external: true, needs: [], timeout: ${timeout} }`;

const STAGES = 'stages: [prepare, sync, deploy, verify]';

/** Six jobs: `wait` waits at once, `deploy` needs it, the others are there to be processed. */
export const SIX_JOBS = [
  STAGES,
  build('compile', 'prepare'),
  wait('wait', '1 day'),
  build('deploy', 'deploy', 'wait'),
  build('smoke', 'verify', 'deploy'),
  build('verify', 'verify'),
  build('announce', 'verify', 'verify'),
].join('\n');

/** A pipeline of `waits` external jobs, each with a build that needs it. */
export const manyWaits = (waits: number): string =>
  [
    STAGES,
    ...Array.from({ length: waits }, (_, index) => wait(waitName(index), '1 day')),
    ...Array.from({ length: waits }, (_, index) => build(`deploy-${index}`, 'deploy', waitName(index))),
  ].join('\n');

/** The name of a wait in {@link manyWaits}. */
export const waitName = (index: number): string => `wait-${index}`;

/** One job, which waits. */
export const ONE_WAIT = [STAGES, wait('wait', '1 day')].join('\n');
