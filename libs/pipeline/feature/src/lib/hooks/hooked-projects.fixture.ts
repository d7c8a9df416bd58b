import type { CallbackResponse, HookDeliveryResponse, NewExternalHookResponse } from '@holdpoint/pipeline-contract';
import { createLogger } from '@holdpoint/runtime';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi, type Answer } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, type Waiting } from '../test-project.fixture';
import { HookDeliveryModule } from './hook-delivery.module';
import { HookDeliveryOptions } from './hook-delivery-options';
import { HookReceiver, type Received } from './hook-receiver.fixture';

/** Where the API says that others reach it. */
export const ORIGIN = 'https://holdpoint.example';

/** A project with a hook and a pipeline that waits. */
export interface Hooked extends Waiting {
  readonly hook: NewExternalHookResponse;
}

/** The route of a hook. */
export const hookPath = ({ id, hook }: Hooked): string => `/projects/${id}/external_hooks/${hook.id}`;

/** The token that a message brings. */
export const tokenIn = ({ payload }: Received): string => payload.data.callback.token ?? '';

/** Reads until what was read is as it should be. */
export async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
  }
}

/** Projects that tell a receiver of their external jobs, over HTTP; all that is logged is kept. */
export class HookedProjects {
  private receiverUrl = '';

  private constructor(
    readonly api: TestApi,
    private readonly lines: string[],
  ) {}

  static async start(): Promise<HookedProjects> {
    const lines: string[] = [];
    const logger = createLogger('trace', { write: (line) => void lines.push(line) });
    const delivering = HookDeliveryModule.forRoot(new HookDeliveryOptions({ externalUrl: ORIGIN }));
    return new HookedProjects(await TestApi.start([TasksModule, delivering], { hookAllow: ['127.0.0.0/8'], logger }), lines);
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  /** What was logged since the last receiver was started. */
  get logged(): string {
    return this.lines.join('');
  }

  /** Starts the receiver that projects made from now on tell; whoever asks stops it. */
  async startReceiver(): Promise<HookReceiver> {
    this.lines.splice(0);
    const receiver = await HookReceiver.start();
    this.receiverUrl = receiver.url;
    return receiver;
  }

  async make(events: readonly string[] = ['start', 'cancel', 'timeout']): Promise<Hooked> {
    const id = await makeProject(this.api);
    const { body: hook } = await this.api.post<NewExternalHookResponse>(`/projects/${id}/external_hooks`, { url: this.receiverUrl, events });
    const pipeline = await makePipeline(this.api, id);
    const { wait } = await jobsOf(this.api, id, pipeline.id);
    if (!wait) throw new Error('the configuration has a job called wait');
    return { id, hook, pipeline, wait };
  }

  async deliveriesOf(hooked: Hooked): Promise<HookDeliveryResponse[]> {
    return (await this.api.get<HookDeliveryResponse[]>(`${hookPath(hooked)}/deliveries`)).body;
  }

  /** The newest delivery once it is as it should be. */
  async newest(hooked: Hooked, expected: Partial<HookDeliveryResponse>): Promise<HookDeliveryResponse | undefined> {
    const isAsExpected = ([delivery]: readonly HookDeliveryResponse[]): boolean =>
      Object.entries(expected).every(([key, value]) => delivery?.[key as keyof HookDeliveryResponse] === value);
    return (await until(() => this.deliveriesOf(hooked), isAsExpected))[0];
  }

  /** The status of the external job. */
  async statusOf({ id, pipeline }: Waiting): Promise<string | undefined> {
    return (await jobsOf(this.api, id, pipeline.id))['wait']?.status;
  }

  /** Cancels the external job. */
  cancel({ id, wait }: Waiting): Promise<unknown> {
    return this.api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
  }

  /** Reports about the external job with a token of its own. */
  report({ id }: Waiting, token: string, job_status: string): Promise<Answer<CallbackResponse>> {
    return this.api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status }, { 'private-token': token });
  }

  /** What the queue would do later it does now, as its last try if that is wanted; waits until the try before is over. */
  async tryNow({ id }: HookDeliveryResponse, last = false): Promise<void> {
    const sql = `UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '1 day',
      attempts = CASE WHEN $2 THEN max_attempts - 1 ELSE attempts END
      WHERE key = 'hook_delivery:' || $1 AND locked_at IS NULL AND attempts > 0`;
    await until(() => this.api.pool.query(sql, [id, last]), ({ rowCount }) => rowCount === 1);
  }
}
