import { createHmac } from 'node:crypto';
import type { DeliveryResponse, NewReceiverResponse } from '@holdpoint/pipeline-contract';
import { eventually, type Api } from './api';

const CONFIG = `
wait-for-flux:
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: podinfo }
`;

/** A project with a pipeline that waits for Flux, and the receiver that Flux would report to. */
export class FluxProject {
  private constructor(
    private readonly api: Api,
    readonly id: number,
    private readonly pipelineId: number,
    /** The commit that the pipeline waits for. */
    readonly sha: string,
    private readonly receiver: NewReceiverResponse,
  ) {}

  /** Makes one whose job waits. */
  static async make(api: Api, path: string): Promise<FluxProject> {
    const id = await api.createProject(path, CONFIG);
    const { id: pipelineId, sha } = await api.createPipeline(id);
    const receiver = await api.expect<NewReceiverResponse>('POST', `/projects/${id}/receivers`, { name: 'cluster', type: 'generic-hmac' });
    return new FluxProject(api, id, pipelineId, sha, receiver);
  }

  /** The same project as another process serves it. */
  static at(api: Api, { id, pipelineId, sha, receiver }: FluxProject): FluxProject {
    return new FluxProject(api, id, pipelineId, sha, receiver);
  }

  /** Sends the success of a revision as Flux does, to whichever process has the origin; answers the verdict. */
  async tellSuccess(revision: string, origin: string): Promise<string | undefined> {
    const body = JSON.stringify({
      involvedObject: { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' },
      severity: 'info',
      timestamp: '2026-08-08T10:15:32Z',
      message: 'Reconciliation finished in 812.114403ms, next run in 10m0s',
      reason: 'ReconciliationSucceeded',
      metadata: { revision, commit_status: 'update' },
      reportingController: 'kustomize-controller',
    });
    const signature = createHmac('sha256', this.receiver.secret).update(body).digest('hex');
    const address = origin + new URL(this.receiver.address).pathname;
    const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` }, body });
    if (response.status !== 202) throw new Error(`the event was answered with ${response.status}: ${await response.text()}`);
    return ((await response.json()) as DeliveryResponse).callbacks[0]?.verdict;
  }

  /** Waits until the job has ended; answers how. */
  ending(): Promise<string> {
    return eventually(async () => {
      const [job] = await this.api.jobs(this.id, this.pipelineId);
      return job?.status === 'running_externally' ? undefined : job?.status;
    });
  }
}
