import { severityOf, type Finding } from '@holdpoint/evaluation-experiment';
import { isTrap, symptomOf, type ProbeVerdict } from './probe-verdict';

/** All verdicts of one design in a few words. */
export function summaryOf(verdicts: readonly ProbeVerdict[]): string {
  const count = (wanted: (verdict: ProbeVerdict) => boolean): number => verdicts.filter(wanted).length;
  const accepted = count(({ answer }) => answer === 'accepted');
  const advised = count(({ answer }) => answer === 'refused_helpfully');
  const stuck = count((verdict) => symptomOf(verdict) === 'stuck');
  return (
    `${verdicts[0]?.design.id ?? 'no design'}: of ${verdicts.length} keywords ${accepted} accepted, ${count(isTrap)} of them in vain ` +
    `(${stuck} hang the pipeline), ${advised} refused with advice, ${verdicts.length - accepted - advised} without`
  );
}

/** What one design says to one keyword. */
export function keywordFinding(verdict: ProbeVerdict): Finding {
  const { design, probe, answer, effect, message } = verdict;
  const symptom = symptomOf(verdict);
  return {
    id: `${design.id}.${probe.id.replaceAll(/[^a-z_]+/g, '-')}`,
    title: `${design.title}: \`${probe.id}\``,
    severity: severityOf(symptom),
    observation: `${observed(verdict)}${message === null ? '' : `: ${message}`}.`,
    data: { variant: design.id, keyword: probe.keyword, place: probe.place, answer, effect, symptom, measured: isMeasured(verdict) },
    reproduction: null,
  };
}

/** A refusal is an answer; what was accepted is not known until it has been run. */
const isMeasured = ({ answer, effect }: ProbeVerdict): boolean => answer !== 'accepted' || effect !== 'not_measured';

/** The effects in words: of a keyword that is accepted, and of one that is not but might be. */
const IS = {
  works: 'does what it says',
  nothing: 'changes nothing, and nobody says so',
  stuck: 'keeps the job from ever starting: it cannot be played, no deadline runs, and nothing after it starts',
  not_measured: 'does what is not measured: no job here has it yet',
} as const;

const WOULD_BE = {
  works: 'would do what it says',
  nothing: 'would change nothing',
  stuck: 'would keep the job from ever starting',
  not_measured: 'no job here has yet',
} as const;

function observed({ probe, answer, effect }: ProbeVerdict): string {
  if (answer === 'accepted') return `\`${probe.id}\` is accepted and ${IS[effect]}`;
  return `\`${probe.id}\`, which ${WOULD_BE[effect]}, is refused ${answer === 'refused' ? 'without advice' : 'with advice'}`;
}
