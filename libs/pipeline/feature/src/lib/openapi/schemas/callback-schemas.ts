import type {
  ArtifactRevisionResponse,
  CallbackMatchResponse,
  CallbackResponse,
  LedgerEntryResponse,
  LintJobResponse,
  LintProblemResponse,
  LintResponse,
  ProjectCallbackResponse,
  RefusedCallResponse,
} from '@holdpoint/pipeline-contract';
import { JOB_KINDS, VERDICTS } from '@holdpoint/pipeline-domain';
import { ARTIFACT_SOURCES } from '@holdpoint/pipeline-persistence';
import { boolean, integer, listOf, nullable, objectOf, ref, text, timestamp, words } from '../schema';

const LEDGER_ENTRY = {
  callback_id: text,
  provider: text,
  actor: text,
  received_at: timestamp,
  request: { type: 'object', additionalProperties: true },
  verdict: ref('Verdict'),
  reason: text,
} as const;

/** Schemas of callbacks, of what digests stand for, and of lint. */
export const CALLBACK_SCHEMAS = {
  Verdict: words(...VERDICTS),
  CallbackMatch: objectOf<CallbackMatchResponse>({
    pipeline_id: nullable(integer),
    job_id: nullable(integer),
    job_name: nullable(text),
    verdict: ref('Verdict'),
    reason: text,
  }),
  Callback: objectOf<CallbackResponse>(
    {
      message: text,
      verdict: ref('Verdict'),
      reason: text,
      callback_id: nullable(text),
      matches: listOf(ref('CallbackMatch')),
    },
    'message',
  ),
  LedgerEntry: objectOf<LedgerEntryResponse>(LEDGER_ENTRY),
  ProjectCallback: objectOf<ProjectCallbackResponse>({ ...LEDGER_ENTRY, replay_of: nullable(text), calls: integer, matches: listOf(ref('CallbackMatch')) }),
  ArtifactRevision: objectOf<ArtifactRevisionResponse>({
    id: integer,
    digest: text,
    repository: text,
    sha: nullable(text),
    ref: nullable(text),
    source: words(...ARTIFACT_SOURCES),
    created_by: text,
    created_at: timestamp,
  }),
  RefusedCall: objectOf<RefusedCallResponse>({
    receiver: text,
    reason: text,
    minute: timestamp,
    whole_day: boolean,
    calls: integer,
    sample: nullable(
      objectOf<NonNullable<RefusedCallResponse['sample']>>({
        remote_address: text,
        headers: listOf(text),
        body_bytes: nullable(integer),
        body_keys: listOf(text),
      }),
    ),
  }),
  LintProblem: objectOf<LintProblemResponse>({ message: text, path: text, file: nullable(text), line: integer, column: integer }),
  LintJob: objectOf<LintJobResponse>({
    name: text,
    stage: text,
    kind: words(...JOB_KINDS),
    when: text,
    allow_failure: boolean,
    needs: nullable(
      listOf(objectOf<{ readonly name: string; readonly optional: boolean }>({ name: text, optional: boolean })),
    ),
    script: listOf(text),
  }),
  Lint: objectOf<LintResponse>(
    {
      valid: boolean,
      errors: listOf(text),
      warnings: listOf(text),
      merged_yaml: text,
      jobs: listOf(ref('LintJob')),
      problems: listOf(ref('LintProblem')),
    },
    'merged_yaml',
    'jobs',
  ),
};
