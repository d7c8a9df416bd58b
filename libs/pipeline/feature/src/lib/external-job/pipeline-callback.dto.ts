import { OWN_TOKEN } from '@holdpoint/kernel';
import { CALLBACK_OUTCOMES, type CallbackOutcome } from '@holdpoint/pipeline-domain';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { BooleanField, EmptyIsAbsent, IdField, INVALID, IntegerField, TextField, UrlField, WordField } from '../http/input/dto-fields';

/** A key is compared and so kept as it is: a token that somebody took for one must not be. */
const NO_TOKEN = new RegExp(`^(?![^]*(?:${OWN_TOKEN.source}))`);

/** Shas are stored in small letters; one in capitals, which git takes as well, would be kept for a job that never comes. */
const LowerCase = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value));

/** A report about external work; the attributes of GitLab's proposal for this endpoint, with what they leave open. */
export class PipelineCallbackDto {
  @WordField({
    description:
      'How the work has ended. `running` says that it goes on: a sign of life; `canceled` acknowledges a cancel',
    required: true,
    words: CALLBACK_OUTCOMES,
  })
  readonly job_status: CallbackOutcome;

  @TextField({ description: 'Name of the job', example: 'wait-for-deploy' })
  readonly job_name?: string;

  @IdField({ description: 'Number of the job' })
  readonly job_id?: number;

  @Matches(NO_TOKEN, INVALID)
  @TextField({ description: 'The `external:match:key` of the job' })
  readonly match_key?: string;

  @IdField({ description: 'Number of the pipeline; needed unless `job_id`, `match_key`, or `ref` and `sha`, are given' })
  readonly pipeline_id?: number;

  @TextField({ description: 'Branch; together with `sha`. Several pipelines may fit', example: 'main' })
  readonly ref?: string;

  @LowerCase
  @TextField({ description: 'Full sha; together with `ref`' })
  readonly sha?: string;

  @IntegerField({ description: 'How far the work has come', min: 0, max: 100 })
  readonly percent?: number;

  @EmptyIsAbsent
  @TextField({ description: 'What goes on, for people', max: 1_024, empty: true })
  readonly description?: string;

  @UrlField({ description: 'Where people can look at the work' })
  readonly target_url?: string;

  @BooleanField({ description: 'Answer what would happen, and change and keep nothing' })
  readonly dry_run?: boolean;
}
