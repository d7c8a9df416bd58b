import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { FoldReader } from '@holdpoint/pipeline-domain';
import type { ExampleTeller } from './divergence-findings';
import { whenThatNotices } from './fold-divergence';
import { told, withStatus } from './fold-groups';
import type { FoldExample } from './fold-log';
import { reproduction } from './reproduction';
import { otherName, WAIT, type TwoStagePipeline } from './two-stage-pipeline';

const CONSEQUENCES: Readonly<Partial<Record<Symptom, string>>> = {
  started_early: 'a job after them starts although the wait is not over',
  skipped: 'a job after them is skipped although the wait is not over',
  stuck: 'a job after them never starts',
  wrong_success: 'it is shown as a success although the wait is not over',
  not_shown: 'it is missing from every list of pipelines by scope',
};

/** Tells about folds. */
export const FOLD_TELLER: ExampleTeller<FoldExample> = {
  cases: 'folds',
  observe: ({ symptom, first, example }) => {
    const jobs = told(withStatus(example.group, example.design.waiting));
    const fold = `The fold of ${first.place} over ${jobs} is ${first.actual} instead of ${first.expected}`;
    const consequence = CONSEQUENCES[symptom];
    return consequence === undefined ? `${fold}.` : `${fold}: ${consequence}.`;
  },
  reproduce: ({ example }, shows) => reproduction(pipelineOf(example), null, shows),
};

/** A pipeline in which the fold is made: its first stage holds the jobs, and where the fold decides, a second waits for it. */
function pipelineOf(example: FoldExample): TwoStagePipeline {
  const [wait, ...others] = example.group;
  return { waitMayFail: wait?.allowFailure ?? false, others, dependents: dependentsOf(example) };
}

function dependentsOf({ design, reader, group, expected, actual }: FoldExample): TwoStagePipeline['dependents'] {
  if (!decides(reader)) return [];
  const when = expected.status && actual.status ? whenThatNotices(design, reader, expected.status, actual.status) : 'on_success';
  const names = [WAIT, ...group.slice(1).map((_, place) => otherName(place))];
  return [{ when, allowFailure: false, needs: reader === 'fold.needs' ? names : null }];
}

const decides = (reader: FoldReader): reader is 'fold.needs' | 'fold.prior_stages' =>
  reader === 'fold.needs' || reader === 'fold.prior_stages';
