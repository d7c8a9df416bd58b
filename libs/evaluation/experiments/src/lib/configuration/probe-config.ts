import { stringify } from 'yaml';
import type { KeywordProbe } from './keyword-probe';

/** The name of the job that is probed. */
export const PROBED = 'wait';

/**
 * A pipeline of three stages whose middle one holds the probed job: what makes it external, or a build in its place, and the
 * keyword. Without a probe, the pipeline that the others are compared with.
 */
export function probeConfig(kind: 'external' | 'build', place: KeywordProbe['place'], probe: KeywordProbe | null): string {
  const own = kind === 'external' ? { external: true } : { script: 'x' };
  const given = probe === null ? {} : { [probe.keyword]: probe.value, ...probe.beside };
  return stringify({
    stages: ['build', 'deploy', 'after'],
    default: { timeout: '2 hours', interruptible: true },
    '.base': { allow_failure: true },
    build: { stage: 'build', script: 'x' },
    [PROBED]: { stage: 'deploy', ...own, ...(place === 'rule' ? { rules: [{ if: '$CI', ...given }] } : given) },
    next: { stage: 'after', script: 'x' },
  });
}
