import type { Api } from '../api';
import type { SeededRandom } from '../faults/seeded-random';
import type { Report } from './journal';

/** What {@link makeWaitingPipelines} makes. */
export interface WaitingShape {
  readonly name: string;
  readonly pipelines: number;
  /** Jobs of each pipeline that wait at once; a quarter as many need one of them, and one more waits for all. */
  readonly waits: number;
  /** The timeout of each job; long if left out. */
  readonly timeout?: string;
}

/** Makes pipelines of external jobs; answers a report for each job, in random order: some come before their job waits. */
export async function makeWaitingPipelines(api: Api, shape: WaitingShape, random: SeededRandom): Promise<readonly Report[]> {
  const projectId = await api.createProject(shape.name, configOf(shape));
  const reports: Report[] = [];
  for (let index = 0; index < shape.pipelines; index += 1) {
    const { id } = await api.createPipeline(projectId);
    for (const jobName of jobNames(shape)) {
      // Every other pipeline succeeds as a whole: where one job fails the last one is skipped.
      const fails = index % 2 === 1 && random.next() < 0.2;
      reports.push({ projectId, pipelineId: id, jobName, outcome: fails ? 'failed' : 'success' });
    }
  }
  return random.shuffle(reports);
}

/** How many reports a shape makes for each pipeline. */
export const jobsOf = (shape: Pick<WaitingShape, 'waits'>): number => jobNames(shape).length;

const jobNames = ({ waits }: Pick<WaitingShape, 'waits'>): readonly string[] => [
  ...Array.from({ length: waits }, (_, index) => `wait-${index}`),
  ...Array.from({ length: Math.floor(waits / 4) }, (_, index) => `then-${index}`),
  'last',
];

function configOf(shape: WaitingShape): string {
  const { timeout = '1 day' } = shape;
  const jobs = jobNames(shape).map((name) => {
    const [kind, index] = name.split('-');
    const place = kind === 'then' ? `stage: then, needs: [wait-${index}], ` : `stage: ${kind}, `;
    return `${name}: { ${place}external: true, timeout: ${timeout} }`;
  });
  return ['stages: [wait, then, last]', ...jobs].join('\n');
}
