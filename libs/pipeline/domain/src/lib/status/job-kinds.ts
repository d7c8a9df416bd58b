import type { FailureReason } from '../processing/pipeline-facts';
import type { JobKind } from './job-kind';
import { madeOnce } from './made-once';
import type { Status } from './status';
import type { MachineName } from './status-readers';

/** Every place that asks what a kind of job can do, with the capability it asks for. */
export const KIND_READERS = {
  'auto_cancel.scope': 'cancelable',
  'auto_cancel.trigger': 'auto_cancels',
  'auto_retry': 'auto_retried',
  'deadline.start': 'deadline',
  'deployment.make': 'deploys',
  'environment.change': 'deploys',
  'job.cancel': 'canceled_alone',
  'job.play': 'playable',
  'job.play_again': 'played_again',
  'job.retry': 'retryable',
  'list.bridges': 'listed',
  'list.external_jobs': 'listed',
  'list.jobs': 'listed',
  'needs.needed': 'needed',
  'pipeline.cancel': 'cancelable',
  'pipeline.drop': 'cancelable',
  'pipeline.duration': 'timed',
  'pipeline.retry': 'retried_with_pipeline',
  'play.revive': 'revives_on_play',
  'processing.candidate': 'processed',
  'redundant.scope': 'cancelable',
  'redundant.started': 'holds_pipeline',
  'reset.candidate': 'processed',
  'resource_group.release': 'takes_resource',
  'resource_group.request': 'takes_resource',
  'retry.fields': 'copied',
} as const satisfies Record<string, string>;

/** The name of a place that asks for a capability. */
export type KindReader = keyof typeof KIND_READERS;

/** What a kind of job may be able to do. */
export type Capability = (typeof KIND_READERS)[KindReader];

/** The readers of one capability. */
export type KindReaderOf<C extends Capability> = {
  [R in KindReader]: (typeof KIND_READERS)[R] extends C ? R : never;
}[KindReader];

/** The lists of a pipeline's jobs that the API offers. */
export type JobList = 'jobs' | 'bridges' | 'external_jobs';

/** The fields of a job that a retry may copy to the new attempt. */
export type CopiedField =
  | 'stage'
  | 'name'
  | 'when'
  | 'allow_failure'
  | 'needs'
  | 'start_in'
  | 'timeout'
  | 'interruptible'
  | 'resource_group'
  | 'environment'
  | 'retry'
  | 'options';

/** What one kind of job is: its state machine and its capabilities. */
export interface JobKindModel {
  readonly machine: MachineName;
  readonly capabilities: readonly Capability[];
  /** The status whose beginning starts the job's deadline. */
  readonly deadlineFrom: Status | null;
  readonly lists: readonly JobList[];
  readonly copiedFields: readonly CopiedField[];
  /** Failures that another attempt could only repeat: a job that failed so is not retried. */
  readonly finalFailures: readonly FailureReason[];
  /** False for a kind whose attempt can be reopened: it may end more than once. */
  readonly endsOnce: boolean;
}

/** The kinds of job, and the kinds that an ablated reader does not know. */
export interface JobKinds {
  readonly kinds: Readonly<Record<JobKind, JobKindModel>>;
  /** What an ablation takes away: the kinds that GitLab does not have. */
  readonly added: readonly JobKind[];
  readonly hidden: Readonly<Partial<Record<KindReader, readonly JobKind[]>>>;
}

/** Tells whether a kind of job has a capability, as the given reader sees it. */
export function hasCapability<C extends Capability>(
  kinds: JobKinds,
  capability: C,
  reader: KindReaderOf<C>,
  kind: JobKind,
): boolean {
  return isCapable(kinds, capability, reader, kind);
}

const isCapable = (kinds: JobKinds, capability: Capability, reader: KindReader, kind: JobKind): boolean =>
  kinds.kinds[kind].capabilities.includes(capability) && !(kinds.hidden[reader]?.includes(kind) ?? false);

/** The kinds that have the capability its reader is registered for, as that reader sees them; to be asked for many jobs. */
export const capableKinds = <C extends Capability>(kinds: JobKinds, _capability: C, reader: KindReaderOf<C>): ReadonlySet<JobKind> =>
  kindSets(kinds, reader);

const kindSets = madeOnce((kinds: JobKinds, reader: KindReader): ReadonlySet<JobKind> =>
  new Set(namesOf(kinds).filter((kind) => isCapable(kinds, KIND_READERS[reader], reader, kind))),
);

const namesOf = ({ kinds }: JobKinds): readonly JobKind[] => Object.keys(kinds) as JobKind[];

/** The kinds of job that a list of the API shows; for SQL parameters. */
export function kindsListedIn(kinds: JobKinds, list: JobList): readonly JobKind[] {
  return namesOf(kinds).filter(
    (kind) => hasCapability(kinds, 'listed', `list.${list}`, kind) && kinds.kinds[kind].lists.includes(list),
  );
}
