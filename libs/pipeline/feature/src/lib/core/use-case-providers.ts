import type { Provider } from '@nestjs/common';
import {
  ActOnJob,
  ActOnPipeline,
  BridgeErrors,
  BridgeLookup,
  BridgePermission,
  CancelDownstream,
  CallbackLedger,
  CommitPipelines,
  CommitSource,
  ConfigReader,
  Corridor,
  CreatePipeline,
  DecideParkedEvents,
  DeletePipeline,
  DeleteProject,
  DropUserPipelines,
  EventLedger,
  EventLookup,
  FollowDownstream,
  OncePerKey,
  PipelineDeletion,
  PipelineLookup,
  PipelineStore,
  ProjectDeletion,
  ReportCallback,
  ReportCommitStatus,
  ReportEvent,
  SweepOverdue,
  TriggerDownstream,
  UpdateBuild,
  UserPipelines,
} from '@holdpoint/pipeline-application';
import type { CiModel } from '@holdpoint/pipeline-domain';
import { ActiveCiModel } from './active-ci-model';

type OnLookupAndCorridor = new (lookup: PipelineLookup, corridor: Corridor) => object;

const onLookup = (...classes: readonly OnLookupAndCorridor[]): Provider[] =>
  classes.map((useCase) => ({
    provide: useCase,
    useFactory: (lookup: PipelineLookup, corridor: Corridor) => new useCase(lookup, corridor),
    inject: [PipelineLookup, Corridor],
  }));

/** The corridor and the use cases; application has no framework in it, so they are put together here. */
export const USE_CASE_PROVIDERS: readonly Provider[] = [
  {
    provide: Corridor,
    useFactory: (store: PipelineStore, model: CiModel) => new Corridor(store, model),
    inject: [PipelineStore, ActiveCiModel],
  },
  ...onLookup(ActOnJob, ActOnPipeline, SweepOverdue),
  { provide: UpdateBuild, useFactory: (corridor: Corridor) => new UpdateBuild(corridor), inject: [Corridor] },
  {
    provide: CreatePipeline,
    useFactory: (commits: CommitSource, configs: ConfigReader, store: PipelineStore, corridor: Corridor) =>
      new CreatePipeline(commits, configs, store, corridor),
    inject: [CommitSource, ConfigReader, PipelineStore, Corridor],
  },
  {
    provide: TriggerDownstream,
    useFactory: (
      lookup: BridgeLookup,
      permission: BridgePermission,
      errors: BridgeErrors,
      create: CreatePipeline,
      follow: FollowDownstream,
      corridor: Corridor,
      model: CiModel,
    ) => new TriggerDownstream(lookup, permission, errors, create, follow, corridor, model),
    inject: [BridgeLookup, BridgePermission, BridgeErrors, CreatePipeline, FollowDownstream, Corridor, ActiveCiModel],
  },
  {
    provide: FollowDownstream,
    useFactory: (lookup: BridgeLookup, permission: BridgePermission, corridor: Corridor) => new FollowDownstream(lookup, permission, corridor),
    inject: [BridgeLookup, BridgePermission, Corridor],
  },
  {
    provide: CancelDownstream,
    useFactory: (lookup: BridgeLookup, corridor: Corridor, model: CiModel) => new CancelDownstream(lookup, corridor, model),
    inject: [BridgeLookup, Corridor, ActiveCiModel],
  },
  {
    provide: DeletePipeline,
    useFactory: (deletion: PipelineDeletion, corridor: Corridor, cancel: CancelDownstream, follow: FollowDownstream, model: CiModel) =>
      new DeletePipeline(deletion, corridor, cancel, follow, model),
    inject: [PipelineDeletion, Corridor, CancelDownstream, FollowDownstream, ActiveCiModel],
  },
  {
    provide: DeleteProject,
    useFactory: (deletion: ProjectDeletion, deletePipeline: DeletePipeline) => new DeleteProject(deletion, deletePipeline),
    inject: [ProjectDeletion, DeletePipeline],
  },
  {
    provide: DropUserPipelines,
    useFactory: (pipelines: UserPipelines, corridor: Corridor, model: CiModel) => new DropUserPipelines(pipelines, corridor, model),
    inject: [UserPipelines, Corridor, ActiveCiModel],
  },
  { provide: OncePerKey, useFactory: (ledger: CallbackLedger) => new OncePerKey(ledger), inject: [CallbackLedger] },
  {
    provide: ReportCallback,
    useFactory: (lookup: PipelineLookup, ledger: CallbackLedger, corridor: Corridor) =>
      new ReportCallback(lookup, ledger, corridor),
    inject: [PipelineLookup, CallbackLedger, Corridor],
  },
  {
    provide: ReportCommitStatus,
    useFactory: (pipelines: CommitPipelines, reportCallback: ReportCallback, corridor: Corridor) =>
      new ReportCommitStatus(pipelines, reportCallback, corridor),
    inject: [CommitPipelines, ReportCallback, Corridor],
  },
  {
    provide: ReportEvent,
    useFactory: (lookup: EventLookup, ledger: EventLedger, corridor: Corridor, callbacks: ReportCallback) =>
      new ReportEvent(lookup, ledger, corridor, callbacks),
    inject: [EventLookup, EventLedger, Corridor, ReportCallback],
  },
  {
    provide: DecideParkedEvents,
    useFactory: (lookup: EventLookup, events: ReportEvent) => new DecideParkedEvents(lookup, events),
    inject: [EventLookup, ReportEvent],
  },
];
