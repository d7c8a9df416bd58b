import type { CopiedField, JobClone, JobFacts, PipelineFacts } from '@holdpoint/pipeline-domain';
import { CASE_TIMEOUT_MS } from './plan-case';

/** What a job has in a field that a new attempt was not given: as if the configuration had not named it. */
const LEFT_OUT: Readonly<Partial<Record<CopiedField, Partial<JobFacts>>>> = {
  when: { when: 'on_success' },
  allow_failure: { allowFailure: false },
  needs: { needs: null },
  start_in: { startInMs: null },
  timeout: { timeoutMs: CASE_TIMEOUT_MS },
  interruptible: { interruptible: false },
  resource_group: { resourceGroupId: null },
  environment: { environment: null },
  retry: { retry: null },
  options: { external: {}, trigger: null },
};

/** No row can be without these. */
const REQUIRED: readonly CopiedField[] = ['stage', 'name'];

/** Takes from new attempts the fields that were not copied, as the database does; throws where it would refuse the row. */
export function withCopiedFields(facts: PipelineFacts, clones: readonly JobClone[], numberOf: (id: number) => number): PipelineFacts {
  const copied = new Map(clones.map(({ id, copiedFields }) => [numberOf(id), copiedFields]));
  return { ...facts, jobs: facts.jobs.map((job) => withFields(job, copied.get(job.id))) };
}

function withFields(job: JobFacts, copied: readonly CopiedField[] | undefined): JobFacts {
  if (!copied) return job;
  const missing = REQUIRED.find((field) => !copied.includes(field));
  if (missing) throw new Error(`null value in column "${missing}" violates not-null constraint`);
  const leftOut = (Object.keys(LEFT_OUT) as CopiedField[]).filter((field) => !copied.includes(field) && isNamed(job, field));
  return leftOut.reduce((rest, field) => ({ ...rest, ...LEFT_OUT[field] }), job);
}

/** Options that a kind of job does not have stay as they are. */
const isNamed = ({ kind }: JobFacts, field: CopiedField): boolean => field !== 'options' || kind === 'external';
