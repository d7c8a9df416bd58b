import { assert, HOUR_MS } from '@holdpoint/kernel';
import { Corridor, DecideParkedEvents, ReportCallback, ReportEvent } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type JobFacts, type PipelineCommand, type PipelineId, type PipelinePlan } from '@holdpoint/pipeline-domain';
import { adapterOf, verifySignature } from '@holdpoint/webhook-adapters';
import type { Agenda } from '../world/agenda';
import { SIGNING_SECRET, type Arrival } from '../world/network';
import type { Push } from '../world/pushes';
import type { WorldOptions } from '../world/world-options';
import { Digests, PROJECT } from './digests';
import { EventMemory } from './event-memory';
import { MemoryEventLedger } from './memory-event-ledger';
import { MemoryEventLookup } from './memory-event-lookup';
import { ParkingStore } from './parking-store';
import { BUILD, planWatching, REF, WAIT } from './plan-watching';
import { UnusedLedger, UnusedLookup } from './unnamed-jobs';
import { eventWithout, ledgerWithout, lookupWithout } from './weakened';

/** One attempt of the job that waits. */
export interface Attempt extends JobFacts {
  /** True when it has ended by an event that claims its commit, and nobody else says so. */
  readonly isByClaim: boolean;
}

/** The product in memory on the clock of an agenda, less the safeguard that a world goes without. */
export class Holdpoint {
  private readonly memory = new EventMemory();
  private readonly store: ParkingStore;
  private readonly corridor: Corridor;
  private readonly events: ReportEvent;
  private readonly digests: Digests;
  private readonly plan: PipelinePlan;

  constructor(
    private readonly options: WorldOptions,
    private readonly agenda: Agenda,
  ) {
    const { without, revision } = options;
    this.plan = planWatching(options);
    this.store = new ParkingStore(() => agenda.now, this.memory, without !== 'parking');
    this.corridor = new Corridor(this.store, HOLDPOINT_CI_MODEL);
    const hasRegistry = revision === 'oci_registry';
    const lookup = lookupWithout(without, new MemoryEventLookup(this.store, this.memory, hasRegistry));
    const askRegistry = (digest: string): void => (hasRegistry ? this.digests.askLater(digest) : undefined);
    const ledger = ledgerWithout(without, new MemoryEventLedger(this.store, this.memory, askRegistry));
    const callbacks = new ReportCallback(new UnusedLookup(), new UnusedLedger(), this.corridor);
    this.events = new ReportEvent(lookup, ledger, this.corridor, callbacks);
    this.digests = new Digests(this.memory, new DecideParkedEvents(lookup, this.events), agenda);
    this.corridor.onWakeAt((at) => agenda.add(at, () => this.sweep()));
  }

  /** A commit has come; its pipeline may take longer. */
  learnCommit({ sha, digest }: Push): void {
    this.memory.commits.push(sha);
    this.memory.artifacts.set(digest, sha);
  }

  /** Makes the pipeline of a push, and starts its build. */
  async createPipeline(push: Push): Promise<void> {
    const { sha } = push;
    const project = { projectId: PROJECT, source: 'push', createdBy: 'evaluation', variables: [], defaultTimeoutMs: HOUR_MS };
    const { id } = await this.store.create({ ...project, ref: REF, sha, plan: this.plan });
    this.memory.pipelines.set(sha, id);
    await this.submit(id, { type: 'process' });
    await this.fire(push, 'run');
  }

  /** Ends the build of a push, so that its external job begins to wait. */
  endBuild(push: Push): Promise<void> {
    return this.fire(push, 'success');
  }

  /** A build reports which commit its artifact came of. */
  register(push: Push): Promise<void> {
    return this.digests.register(push);
  }

  /** Takes a request of Flux; one that is not authentic is refused. */
  async receive({ body, signature }: Arrival): Promise<void> {
    const isAuthentic = verifySignature(body, signature, [SIGNING_SECRET]) === 'valid';
    if (!isAuthentic && this.options.without !== 'signature') return;
    const read = adapterOf('flux')({ body, headers: {} });
    assert(read.ok, 'the events of a world are well-formed');
    for (const external of read.value) {
      const event = eventWithout(this.options.without, external);
      const receiver = { name: 'flux', provider: 'flux' };
      const taken = await this.events.execute({ projectId: PROJECT, receiver, event, request: {}, replayOf: null, dryRun: false });
      assert(taken.ok, 'an event is taken');
    }
  }

  /** A person retries the job that waits. */
  async retry(push: Push): Promise<void> {
    const latest = this.jobs(push).at(-1);
    assert(latest, 'there is an attempt to retry');
    await this.submit(this.pipelineOf(push), { type: 'retry_job', jobId: latest.id, actor: 'user' });
  }

  /** The attempts of the job that waits, oldest first; none before there is a pipeline. */
  attempts(push: Push): readonly Attempt[] {
    return this.jobs(push).map((job) => ({ ...job, isByClaim: this.isByClaim(job, push.sha) }));
  }

  /** Whether the latest attempt was reported as failed. */
  isFailed(push: Push): boolean {
    return this.jobs(push).at(-1)?.failureReason === 'api_failure';
  }

  private jobs({ sha }: Push): readonly JobFacts[] {
    const jobs = this.store.read(this.memory.pipelines.get(sha) ?? 0)?.jobs ?? [];
    return jobs.filter(({ name }) => name === WAIT).sort((a, b) => a.attempt - b.attempt);
  }

  private isByClaim(job: JobFacts, sha: string): boolean {
    const ending = this.store.matches.find(({ jobId, reason }) => jobId === job.id && reason === 'ended_by_claimed_revision');
    const claimed = this.store.callbacks.get(ending?.callbackId ?? '')?.event?.revision.claimed ?? [];
    return claimed.some((claim) => claim.sha === sha);
  }

  private fire(push: Push, event: string): Promise<void> {
    return this.submit(this.pipelineOf(push), { type: 'fire_event', event, jobNames: [BUILD], actor: 'runner' });
  }

  private async submit(pipelineId: PipelineId, command: PipelineCommand): Promise<void> {
    const answer = await this.corridor.submit({ pipelineId, command });
    assert(answer.ok && answer.value.type !== 'refused', 'a command is carried out');
  }

  private pipelineOf({ sha }: Push): PipelineId {
    const id = this.memory.pipelines.get(sha);
    assert(id, 'the pipeline of a push exists');
    return id;
  }

  private async sweep(): Promise<void> {
    for (const id of this.memory.pipelines.values()) {
      const { wakeAt } = this.store.read(id) ?? {};
      if (wakeAt != null && wakeAt <= this.agenda.now) await this.submit(id, { type: 'process' });
    }
  }
}
