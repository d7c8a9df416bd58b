import { severityOf, SYMPTOMS, type Finding } from '@holdpoint/evaluation-experiment';
import { isTrap, symptomOf, type ProbeVerdict } from './probe-verdict';

/** All verdicts of one design in a few words. */
export function summaryOf(verdicts: readonly ProbeVerdict[]): string {
  const { accepted, traps, refused_helpfully: helped } = countsOf(verdicts);
  return `${verdicts[0]?.design.id ?? 'no design'}: ${accepted} of ${verdicts.length} accepted, ${traps} of them in vain, ${helped} refused with advice`;
}

/** What one design says to all keywords. */
export function designFinding(verdicts: readonly ProbeVerdict[]): Finding {
  const counts = countsOf(verdicts);
  const symptoms = verdicts.map(symptomOf);
  const traps = verdicts.filter(isTrap).map(({ probe }) => `\`${probe.id}\``);
  return {
    id: verdicts[0]?.design.id ?? '',
    title: `${verdicts[0]?.design.title ?? ''}: all keywords`,
    severity: severityOf(SYMPTOMS.find((symptom) => symptoms.includes(symptom)) ?? 'nothing'),
    observation: `Accepted in vain: ${traps.join(', ') || 'none'}. Refused without advice: ${counts.refused} of ${verdicts.length}.`,
    data: counts,
    reproduction: null,
  };
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
    data: { keyword: probe.keyword, place: probe.place, answer, effect, symptom },
    reproduction: null,
  };
}

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

function countsOf(verdicts: readonly ProbeVerdict[]): Readonly<Record<'accepted' | 'refused' | 'refused_helpfully' | 'traps' | 'stuck', number>> {
  const count = (wanted: (verdict: ProbeVerdict) => boolean): number => verdicts.filter(wanted).length;
  return {
    accepted: count(({ answer }) => answer === 'accepted'),
    refused: count(({ answer }) => answer === 'refused'),
    refused_helpfully: count(({ answer }) => answer === 'refused_helpfully'),
    traps: count(isTrap),
    stuck: count((verdict) => symptomOf(verdict) === 'stuck'),
  };
}
