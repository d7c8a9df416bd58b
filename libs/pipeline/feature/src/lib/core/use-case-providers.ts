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
  HandOnResource,
  OncePerKey,
  PipelineDeletion,
  PipelineLookup,
  PipelineStore,
  ProjectDeletion,
  ReportCallback,
  ReportCommitStatus,
  ReportEvent,
  ResourceGroups,
  SweepOverdue,
  TriggerDownstream,
  UpdateBuild,
  UserPipelines,
} from '@holdpoint/pipeline-application';
import { ActiveCiModel } from './active-ci-model';

/** What a part is asked for by: its class. */
type Token<Part> = abstract new (...parts: never[]) => Part;

/** A token for each parameter of a constructor. */
type Tokens<Parts extends readonly unknown[]> = { readonly [Place in keyof Parts]: Token<Parts[Place]> };

/** A class with what it is made of; the types see to it that nothing is missing or in the place of something else. */
const made = <Parts extends readonly unknown[]>(type: new (...parts: Parts) => object, ...tokens: Tokens<Parts>): Provider => ({
  provide: type,
  useFactory: (...parts: Parts) => new type(...parts),
  inject: [...tokens],
});

/** The corridor and the use cases; application has no framework in it, so they are put together here. */
export const USE_CASE_PROVIDERS: readonly Provider[] = [
  made(Corridor, PipelineStore, ActiveCiModel),
  made(ActOnJob, PipelineLookup, Corridor),
  made(ActOnPipeline, PipelineLookup, Corridor),
  made(CancelDownstream, BridgeLookup, Corridor, ActiveCiModel),
  made(CreatePipeline, CommitSource, ConfigReader, PipelineStore, Corridor),
  made(DecideParkedEvents, EventLookup, ReportEvent),
  made(DeletePipeline, PipelineDeletion, Corridor, CancelDownstream, FollowDownstream, ActiveCiModel),
  made(DeleteProject, ProjectDeletion, DeletePipeline),
  made(DropUserPipelines, UserPipelines, Corridor, ActiveCiModel),
  made(FollowDownstream, BridgeLookup, BridgePermission, Corridor),
  made(HandOnResource, ResourceGroups, Corridor),
  made(OncePerKey, CallbackLedger),
  made(ReportCallback, PipelineLookup, CallbackLedger, Corridor),
  made(ReportCommitStatus, CommitPipelines, ReportCallback, Corridor),
  made(ReportEvent, EventLookup, EventLedger, Corridor, ReportCallback),
  made(SweepOverdue, PipelineLookup, Corridor),
  made(TriggerDownstream, BridgeLookup, BridgePermission, BridgeErrors, CreatePipeline, FollowDownstream, Corridor, ActiveCiModel),
  made(UpdateBuild, Corridor),
];
