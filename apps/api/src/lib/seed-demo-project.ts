import { CommitRepository, ProjectRepository } from '@holdpoint/pipeline-persistence';
import type { Connections } from './connections';
import { DEMO_CI_CONFIG } from './demo-ci-config';

/** Gives an empty installation a project to try; true when it was made now. */
export async function seedDemoProject({ pool }: Connections): Promise<boolean> {
  const projects = new ProjectRepository(pool);
  const { items } = await projects.list({ page: 1, perPage: 1 });
  if (items.length > 0) return false;
  const project = await projects.create({ name: 'Demo', path: 'root/demo' });
  // Another replica that starts at the same moment has made it.
  if (!project.ok) return false;
  const action = { action: 'create', filePath: '.gitlab-ci.yml', content: DEMO_CI_CONFIG } as const;
  const commit = { branch: 'main', message: 'Add a pipeline with a hold point', authorName: 'root', authorEmail: null, actions: [action] };
  const made = await new CommitRepository(pool).commit(project.value.id, commit);
  if (!made.ok) throw new Error(`The demo project could not be made: ${made.error.code}`);
  return true;
}
