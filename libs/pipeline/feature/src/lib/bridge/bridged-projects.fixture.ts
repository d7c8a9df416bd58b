import type { DynamicModule, Type } from '@nestjs/common';
import type { BridgeResponse, JobResponse, PipelineResponse, PipelineSummaryResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { SimulationModule } from '../simulation/simulation.module';
import { TasksModule } from '../tasks/tasks.module';
import { TEST_REGISTRY, TestApi } from '../test-api.fixture';
import { jobsOf, makePipeline } from '../test-project.fixture';
import { ResourceGroupTasksModule } from '../resource-group/resource-group-tasks.module';
import { BridgeTasksModule } from './bridge-tasks.module';

let projects = 0;

/** A project of a test, with a name that other configurations can use. */
export interface BridgedProject {
  readonly id: number;
  readonly path: string;
}

/** A configuration that waits for an hour. */
export const CHILD = `
wait:
  external: true
  timeout: 1 hour
`;

/** Projects whose pipelines trigger one another, with the tasks that this takes, over HTTP. */
export class BridgedProjects {
  private constructor(readonly api: TestApi) {}

  static async start(...more: readonly (DynamicModule | Type)[]): Promise<BridgedProjects> {
    const simulation = SimulationModule.forRoot({ routes: true, runner: false, works: false, registry: TEST_REGISTRY });
    return new BridgedProjects(await TestApi.start([{ module: TasksModule }, { module: BridgeTasksModule }, { module: ResourceGroupTasksModule }, simulation, ...more]));
  }

  /** A project with files on `main`. */
  async project(files: Readonly<Record<string, string>>): Promise<BridgedProject> {
    projects += 1;
    const { body } = await this.api.post<ProjectResponse>('/projects', { name: `Bridged ${projects}` });
    await this.commit(body.id, files, 'create');
    return { id: body.id, path: body.path_with_namespace };
  }

  async commit(id: number, files: Readonly<Record<string, string>>, action: 'create' | 'update'): Promise<void> {
    const actions = Object.entries(files).map(([path, content]) => ({ action, file_path: path, content }));
    const { status } = await this.api.post(`/projects/${id}/repository/commits`, { branch: 'main', commit_message: 'c', actions });
    if (status !== 201) throw new Error(`the commit was refused: ${status}`);
  }

  /** A pipeline whose tasks are done. */
  async pipeline(id: number): Promise<PipelineResponse> {
    const { id: pipelineId } = await makePipeline(this.api, id);
    await this.settle();
    return this.show(id, pipelineId);
  }

  async show(id: number, pipelineId: number): Promise<PipelineResponse> {
    return (await this.api.get<PipelineResponse>(`/projects/${id}/pipelines/${pipelineId}`)).body;
  }

  async status(id: number, pipelineId: number): Promise<string> {
    return (await this.show(id, pipelineId)).status;
  }

  /** Steps the clock; answered when nothing is left to be done, in whatever pipeline. */
  async settle(ms = 0): Promise<void> {
    const { status } = await this.api.post('/simulation/clock/step', { ms });
    if (status !== 201) throw new Error(`the clock could not be stepped: ${status}`);
  }

  /** The bridge of a pipeline, the latest attempt of it. */
  async bridge(id: number, pipelineId: number): Promise<BridgeResponse> {
    const [bridge] = (await this.api.get<BridgeResponse[]>(`/projects/${id}/pipelines/${pipelineId}/bridges`)).body;
    if (!bridge) throw new Error('the pipeline has a bridge');
    return bridge;
  }

  /** What the bridge of a pipeline has triggered. */
  async downstream(id: number, pipelineId: number): Promise<PipelineSummaryResponse> {
    const { downstream_pipeline: downstream } = await this.bridge(id, pipelineId);
    if (!downstream) throw new Error('the bridge has triggered a pipeline');
    return downstream;
  }

  async job(id: number, pipelineId: number, name: string): Promise<JobResponse> {
    const job = (await jobsOf(this.api, id, pipelineId))[name];
    if (!job) throw new Error(`the pipeline has a job ${name}`);
    return job;
  }

  /** Reports about the external job `wait` of a pipeline, then lets everything happen that follows. */
  async report(id: number, pipelineId: number, outcome: string): Promise<void> {
    await this.api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipelineId, job_name: 'wait', job_status: outcome });
    await this.settle();
  }

  /** Asks for something of a pipeline or a job, then lets everything happen that follows. */
  async ask(id: number, what: string): Promise<number> {
    const { status } = await this.api.post(`/projects/${id}/${what}`);
    await this.settle();
    return status;
  }
}
