import { IdField, TextField, WordField } from '../http/input/dto-fields';

/** A report about external work; the attributes of GitLab's proposal for this endpoint. */
export class PipelineCallbackDto {
  @WordField({ description: 'How the work has ended', required: true, words: ['success', 'failed'] })
  readonly job_status: 'success' | 'failed';

  @TextField({ description: 'Name of the job; needed unless `job_id` is given', example: 'wait-for-deploy' })
  readonly job_name?: string;

  @IdField({ description: 'Number of the job; needed unless `job_name` is given. With both, both must fit' })
  readonly job_id?: number;

  @IdField({ description: 'Number of the pipeline; needed unless `job_id`, or `ref` and `sha`, are given' })
  readonly pipeline_id?: number;

  @TextField({ description: 'Branch; together with `sha`. Several pipelines may fit', example: 'main' })
  readonly ref?: string;

  @TextField({ description: 'Full sha; together with `ref`' })
  readonly sha?: string;
}
