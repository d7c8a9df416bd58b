import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { ENTRY_DESIGNS, type EntryDesign } from './entry-design';
import { effectOfBuildKeyword, effectOfExternalKeyword, type KeywordEffect } from './keyword-effect';
import { keywordFinding, summaryOf } from './keyword-findings';
import { KEYWORD_PROBES, type KeywordProbe } from './keyword-probe';
import { answerOf, isTrap, type ProbeVerdict } from './probe-verdict';

const NO_TRAPS = 'Whatever is accepted beside `external` has an effect.';
const HELP = '`variables` and `when` are refused beside `external`, also in rules, with what to do instead.';

/** Every keyword of a job beside `external`, under three designs of the entry that reads it. */
export const configurationKeywords: Experiment = {
  id: 'configuration-keywords',
  family: 'configuration',
  title: 'Every keyword beside `external`',
  risk: 'A keyword that means nothing for an external job is accepted, and its author waits for what never comes.',
  source: 'Integration points 35 to 37; the spike reused the entry Processable, which brings `variables` and `when` along.',
  varied: 'The keyword, with a value that would show, in the job or in a rule; and how the entry that reads it is written.',
  invariants: [NO_TRAPS, HELP],
  run: (context) => Promise.resolve(probeKeywords(ENTRY_DESIGNS, context)),
};

/** Runs the experiment on any designs, the product's first. */
export function probeKeywords(designs: readonly EntryDesign[], { progress }: Pick<ExperimentContext, 'progress'>): ExperimentResult {
  const effects = new Map(KEYWORD_PROBES.map((probe) => [probe, effectOfBuildKeyword(probe)]));
  const verdicts = designs.map((design, index) => {
    progress(index, designs.length);
    return KEYWORD_PROBES.map((probe) => verdictOf(design, probe, effects.get(probe) ?? 'not_measured'));
  });
  progress(designs.length, designs.length);
  const product = verdicts[0] ?? [];
  return {
    summary: `${verdicts.map(summaryOf).join('; ')}.`,
    broken: [...(product.some(isTrap) ? [NO_TRAPS] : []), ...(product.every(isHelped) ? [] : [HELP])],
    findings: verdicts.flatMap((all) => all.map(keywordFinding)),
    measurements: [],
  };
}

/** What the two keywords would do is nothing, or harm. */
const isHelped = ({ probe: { keyword }, effect, answer }: ProbeVerdict): boolean =>
  !['variables', 'when'].includes(keyword) || effect === 'works' || answer === 'refused_helpfully';

function verdictOf(design: EntryDesign, probe: KeywordProbe, effectInBuild: KeywordEffect): ProbeVerdict {
  const refusal = design.refuse(probe);
  const answer = answerOf(probe, refusal);
  const effect = design.id === 'own_entry' && answer === 'accepted' ? effectOfExternalKeyword(probe) : effectInBuild;
  const message = refusal.find((line) => line.includes(probe.keyword)) ?? refusal[0] ?? null;
  return { design, probe, answer, effect, message };
}
