import { Injectable } from '@nestjs/common';
import type { ProjectDeletionResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { ProjectDeletionTasks, ProjectRepository, type ProjectRow, type ProjectSettings } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { bearerOf, type Requester } from '../http/input/caller.decorator';
import { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { PROJECT_PATH, type CreateProjectDto } from './create-project.dto';
import type { EditProjectDto } from './edit-project.dto';
import type { ProjectListQueryDto } from './project-list.dto';
import { toProjectFilter } from './project-filter';
import { toProject } from './project-responses';
import type { ProjectSettingsDto } from './project-settings.dto';

/** Makes, shows, changes and deletes projects. */
@Injectable()
export class ProjectService {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly deletions: ProjectDeletionTasks,
  ) {}

  async list(query: ProjectListQueryDto, caller: Requester): Promise<Page<ProjectResponse>> {
    const filter = toProjectFilter(query, bearerOf(caller));
    if (!filter) return new Page<ProjectResponse>([], query.page, query.per_page, 0, false);
    const page = await this.projects.list(pageRequest(query), filter);
    return toPage(page, query, (project) => toProject(project, caller.origin));
  }

  /** A project is made in the namespace of its maker, who owns it. */
  async create(input: CreateProjectDto, caller: Requester): Promise<ProjectResponse> {
    const name = input.name ?? input.path;
    if (name === undefined) throw missing(['name', 'path']);
    const { userId: ownerId } = bearerOf(caller);
    if ((input.namespace_id ?? ownerId) !== ownerId) throw new ApiError('namespace_invalid');
    const created = await this.projects.create({
      name,
      path: `${caller.username}/${input.path ?? slugOf(name)}`,
      ownerId,
      ...settingsOf(input),
    });
    if (!created.ok) throw new ApiError('path_taken');
    return toProject(created.value, caller.origin);
  }

  async update({ id }: ProjectRow, input: EditProjectDto, { origin }: Requester): Promise<ProjectResponse> {
    if (SETTINGS.every((name) => input[name] === undefined)) throw missing(SETTINGS);
    const { name } = input;
    const updated = await this.projects.update(id, { ...settingsOf(input), ...(name === undefined ? {} : { name }) });
    if (!updated) throw notUpdated(input);
    return toProject(updated, origin);
  }

  async delete({ id }: ProjectRow, { username }: Requester): Promise<ProjectDeletionResponse> {
    if (!(await this.deletions.mark(id, username))) throw new ApiError('project_not_found');
    return { message: '202 Accepted' };
  }
}

const SETTINGS = ['name', 'description', 'default_branch', 'build_timeout', 'callback_match_policy', 'callback_parking_ttl', 'visibility'] as const;

const settingsOf = (input: ProjectSettingsDto): ProjectSettings => ({
  ...(input.description === undefined ? {} : { description: input.description }),
  ...(input.default_branch === undefined ? {} : { defaultBranch: input.default_branch }),
  ...(input.build_timeout === undefined ? {} : { buildTimeoutS: input.build_timeout }),
  ...(input.callback_match_policy === undefined ? {} : { callbackMatchPolicy: input.callback_match_policy }),
  ...(input.callback_parking_ttl === undefined ? {} : { callbackParkingTtlS: input.callback_parking_ttl }),
});

/** Where a default branch was given, it is what was not found, unless the project was deleted in this moment. */
const notUpdated = ({ default_branch: branch }: EditProjectDto): ApiError =>
  branch === undefined
    ? new ApiError('project_not_found')
    : new ApiError('default_branch_not_found', { problems: [`Could not change HEAD: branch '${branch}' does not exist`] });

const missing = (names: readonly string[]): ApiError =>
  new ApiError('parameters_invalid', {
    problems: [`${names.join(', ')} are missing, at least one parameter must be provided`],
  });

/** A path out of a name, as GitLab makes it: lower case, with dashes for all but letters, digits, dots, underlines. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (/^\.{0,2}$/.test(slug)) throw new ApiError('parameters_invalid', { problems: ['path is missing'] });
  if (!PROJECT_PATH.test(slug)) throw new ApiError('parameters_invalid', { problems: ['path is invalid'] });
  return slug;
}
