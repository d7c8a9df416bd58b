import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ErrorCode } from '@holdpoint/pipeline-contract';
import { ApiError } from '../error/api-error';

const NOT_FOUND: Readonly<Record<string, ErrorCode>> = { pipeline_id: 'pipeline_not_found', job_id: 'job_not_found' };

/**
 * Reads the number of a row out of an address. Only its plain spelling is taken, so that a thing has one address;
 * a number that no row can have names nothing.
 */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(text: string, { data: param = 'id' }: ArgumentMetadata): number {
    if (!/^(0|[1-9]\d*)$/.test(text)) throw new ApiError('parameters_invalid', { problems: [`${param} is invalid`] });
    const id = Number(text);
    if (!Number.isSafeInteger(id)) throw new ApiError(NOT_FOUND[param] ?? 'route_not_found');
    return id;
  }
}
