import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DeleteProject, type DeletedProject } from '@holdpoint/pipeline-application';
import { DELETE_PROJECT, deletedProjectOf, ProjectDeletionTasks } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

/** How long others are given before a project with pipelines that could not be deleted is looked at again, in real time. */
const LOOK_AGAIN_AFTER_MS = 30_000;

/** Deletes projects step by step; a step that is done twice finds less to do. */
@Injectable()
export class ProjectTaskService implements OnModuleInit {
  private readonly logger = new Logger(ProjectTaskService.name);

  constructor(
    private readonly handlers: TaskHandlers,
    private readonly deleteProject: DeleteProject,
    private readonly tasks: ProjectDeletionTasks,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map([[DELETE_PROJECT, ({ payload }) => this.delete(deletedProjectOf(payload))]]));
  }

  /** A task that rejects is tried again by its queue; one that has not come to the end leaves another. */
  private async delete(project: DeletedProject): Promise<void> {
    const progress = await this.deleteProject.step(project);
    if (progress.state === 'more') await this.tasks.add({ ...project, before: progress.before });
    if (progress.state !== 'waiting') return;
    this.logger.log({ msg: 'a project has pipelines that cannot be deleted yet', projectId: project.projectId });
    await this.tasks.add({ ...project, before: null }, LOOK_AGAIN_AFTER_MS);
  }
}
