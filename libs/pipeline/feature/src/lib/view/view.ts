import type { ProjectRow } from '@holdpoint/pipeline-persistence';

/** For whom something is shown: links start with the address that the caller used, and with the project's path. */
export interface View {
  readonly project: ProjectRow;
  readonly origin: string;
}

/** The address of a page about something of the project, as GitLab's pages are addressed. */
export const webUrl = ({ origin, project }: View, rest: string): string => `${origin}${pagePath(project, rest)}`;

/** The same without the host. */
export const pagePath = (project: Pick<ProjectRow, 'path'>, rest: string): string =>
  `/${project.path.split('/').map(encodeURIComponent).join('/')}${rest}`;
