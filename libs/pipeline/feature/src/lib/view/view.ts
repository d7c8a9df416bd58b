import type { ProjectRow } from '@holdpoint/pipeline-persistence';

/** Where pages are: links start with the address that the caller used, and with the project's path. */
export interface PageView {
  readonly project: Pick<ProjectRow, 'path'>;
  readonly origin: string;
}

/** For whom something of a project is shown. */
export interface View extends PageView {
  readonly project: ProjectRow;
}

/** The address of a page about something of the project, as GitLab's pages are addressed. */
export const webUrl = ({ origin, project }: PageView, rest: string): string => `${origin}${pagePath(project, rest)}`;

/** The same without the host. */
export const pagePath = (project: PageView['project'], rest: string): string =>
  `/${project.path.split('/').map(encodeURIComponent).join('/')}${rest}`;
