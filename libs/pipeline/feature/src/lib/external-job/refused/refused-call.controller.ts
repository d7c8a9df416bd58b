import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RefusedCallResponse } from '@holdpoint/pipeline-contract';
import { RefusedCallQueries, type ProjectRow, type RefusedCallRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../../auth/requires.decorator';
import type { Page } from '../../http/page/page';
import { PageQueryDto } from '../../http/page/page-query.dto';
import { pageRequest, toPage } from '../../http/page/to-page';
import { Operation, PathParameter } from '../../openapi/operation.decorator';
import { Project } from '../../project/project.decorator';
import { toTimestamp } from '../../view/times';

/** Calls to receivers that were refused, counted. */
@ApiTags('External jobs')
@PathParameter('id')
@Requires('maintain')
@Controller('api/v4/projects/:id/refused_calls')
export class RefusedCallController {
  constructor(private readonly calls: RefusedCallQueries) {}

  @Get()
  @Operation({
    summary: 'How many callbacks of the project were refused, by reason and minute, or day once it is over, newest first',
    description: 'Not counted: the headers have no totals and no link to the last page.',
    answers: 'RefusedCall',
    list: true,
    errors: ['project_not_found'],
  })
  async list(@Project() project: ProjectRow, @Query() query: PageQueryDto): Promise<Page<RefusedCallResponse>> {
    return toPage(await this.calls.listByProject(project.id, pageRequest(query)), query, toRefusedCall);
  }
}

const toRefusedCall = ({ receiver, reason, minute, wholeDay, calls, sample }: RefusedCallRow): RefusedCallResponse => ({
  receiver,
  reason,
  minute: toTimestamp(minute),
  whole_day: wholeDay,
  calls,
  sample: sample && {
    remote_address: sample.remoteAddress,
    headers: sample.headers,
    body_bytes: sample.bodyBytes,
    body_keys: sample.bodyKeys,
  },
});
