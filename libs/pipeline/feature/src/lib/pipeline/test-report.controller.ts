import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TestReportResponse, TestReportSummaryResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { PathId } from '../http/input/path-id.decorator';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { PipelineReader } from './pipeline-reader';

const REPORT: TestReportResponse = {
  total_time: 0,
  total_count: 0,
  success_count: 0,
  failed_count: 0,
  skipped_count: 0,
  error_count: 0,
  test_suites: [],
};

const SUMMARY: TestReportSummaryResponse = {
  total: { time: 0, count: 0, success: 0, failed: 0, skipped: 0, error: 0, suite_error: null },
  test_suites: [],
};

/** What the jobs of a pipeline have tested, for clients that ask for it: no job reports any test here. */
@ApiTags('Pipelines')
@PathParameter('id')
@PathParameter('pipeline_id')
@Requires('read')
@Controller('api/v4/projects/:id/pipelines/:pipeline_id')
export class TestReportController {
  constructor(private readonly reader: PipelineReader) {}

  @Get('test_report')
  @Operation({ summary: 'Tests of the pipeline, of which there are none', answers: 'TestReport', errors: ['project_not_found', 'pipeline_not_found'] })
  async report(@Project() project: ProjectRow, @PathId('pipeline_id') id: number): Promise<TestReportResponse> {
    await this.reader.find({ project }, id);
    return REPORT;
  }

  @Get('test_report_summary')
  @Operation({ summary: 'How many tests of the pipeline have succeeded, of none', answers: 'TestReportSummary', errors: ['project_not_found', 'pipeline_not_found'] })
  async summary(@Project() project: ProjectRow, @PathId('pipeline_id') id: number): Promise<TestReportSummaryResponse> {
    await this.reader.find({ project }, id);
    return SUMMARY;
  }
}
