import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { ProjectRepository, type ProjectRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';

/** Finds the project that an address names, by number or by path. */
@Injectable()
export class ProjectPipe implements PipeTransform<string, Promise<ProjectRow>> {
  constructor(private readonly projects: ProjectRepository) {}

  async transform(text: string): Promise<ProjectRow> {
    const id = /^\d+$/.test(text) ? Number(text) : text;
    const impossible = typeof id === 'number' && !Number.isSafeInteger(id);
    const project = impossible ? undefined : await this.projects.find(id);
    if (!project) throw new ApiError('project_not_found');
    return project;
  }
}

/** The project that the address names. */
export const Project = (): ParameterDecorator => Param('id', ProjectPipe);
