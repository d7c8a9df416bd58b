import type { Finding } from '@holdpoint/evaluation-experiment';
import { REPORT_FORMAT, type Report, type ReportedExperiment } from './report';

/** A finding that nobody would see anything of, but for what is said. */
export const finding = (fields: Partial<Finding> = {}): Finding => ({
  id: 'one',
  title: 'One thing',
  severity: 'none',
  observation: 'Nothing to see.',
  data: { cases: 1 },
  reproduction: null,
  ...fields,
});

/** An experiment that held, but for what is said. */
export const experiment = (fields: Partial<ReportedExperiment> = {}): ReportedExperiment => ({
  id: 'tiny',
  family: 'side_effects',
  title: 'A tiny experiment',
  risk: 'Something goes wrong.',
  source: 'A guess.',
  varied: 'Nothing.',
  invariants: ['It holds.', 'It ends.'],
  summary: 'One case was tried.',
  broken: [],
  findings: [finding()],
  crash: null,
  ...fields,
});

/** A report on experiments, with a figure. */
export const report = (...experiments: readonly ReportedExperiment[]): Report => ({
  format: REPORT_FORMAT,
  seed: 1,
  store: 'memory',
  experiments,
  measured: {
    machine: { processor: '2 cores' },
    figures: [{ experiment: 'tiny', id: 'took', title: 'how long it took', value: 12.34, unit: 'ms' }],
  },
});

const HOSTILE = `<script>alert("1")</script> ]]> --> &amp; '|' [x](javascript:alert(1)) \`\`\` \u0000\u001b\ud800\uffff \n# end`;

/** A report in which every text that an experiment can give tries to break out. */
export const hostileReport: Report = {
  ...report(
    experiment({
      title: HOSTILE,
      risk: HOSTILE,
      source: HOSTILE,
      varied: HOSTILE,
      invariants: [HOSTILE],
      summary: HOSTILE,
      broken: [HOSTILE, `another ${HOSTILE}`],
      findings: [
        finding({ id: HOSTILE, title: HOSTILE, severity: 'critical', observation: HOSTILE, data: { [HOSTILE]: HOSTILE, variant: 'a', object: HOSTILE }, reproduction: HOSTILE }),
        finding({ id: 'other', data: { variant: HOSTILE, object: HOSTILE } }),
      ],
    }),
    experiment({ id: 'crashed', crash: HOSTILE }),
  ),
  measured: { machine: { [HOSTILE]: HOSTILE }, figures: [{ experiment: HOSTILE, id: HOSTILE, title: HOSTILE, value: 1, unit: HOSTILE }] },
};
