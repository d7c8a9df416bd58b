import { HoldpointNow1763900000000 } from './1763900000000-holdpoint-now';
import { Projects1763900001000 } from './1763900001000-projects';
import { Pipelines1763900002000 } from './1763900002000-pipelines';
import { Jobs1763900003000 } from './1763900003000-jobs';
import { Processables1763900004000 } from './1763900004000-processables';
import { Ledger1763900005000 } from './1763900005000-ledger';
import { AccessTokens1763900006000 } from './1763900006000-access-tokens';
import { Access1764000001000 } from './1764000001000-access';
import { Callbacks1764000002000 } from './1764000002000-callbacks';
import { Hooks1764000003000 } from './1764000003000-hooks';
import { Events1764000004000 } from './1764000004000-events';
import { Bridges1764000005000 } from './1764000005000-bridges';
import { RefusedCalls1764000006000 } from './1764000006000-refused-calls';
import { HoldpointRequire1764100001000 } from './1764100001000-holdpoint-require';
import { EventsOfOtherSystems1764200001000 } from './1764200001000-events-of-other-systems';
import { CommitStatuses1764200002000 } from './1764200002000-commit-statuses';
import { Receivers1764200003000 } from './1764200003000-receivers';
import { LedgerWithoutForeignKeys1764300001000 } from './1764300001000-ledger-without-foreign-keys';
import { IdempotencyAnswers1764300002000 } from './1764300002000-idempotency-answers';
import { PipelineWakeUps1764300003000 } from './1764300003000-pipeline-wake-ups';
import { NamesInAnyCase1764300004000 } from './1764300004000-names-in-any-case';
import { IdempotencyKeyDigests1764300005000 } from './1764300005000-idempotency-key-digests';
import { BridgeErrors1764400001000 } from './1764400001000-bridge-errors';
import { MatchesOfUnmatchedCallbacks1764400002000 } from './1764400002000-matches-of-unmatched-callbacks';
import { RegistriesAskedAgain1764500001000 } from './1764500001000-registries-asked-again';
import { IndexesOfLookups1764600001000 } from './1764600001000-indexes-of-lookups';
import { ProjectsOfExternalJobs1764700001000 } from './1764700001000-projects-of-external-jobs';
import { RefusedCallsByTheDay1764700002000 } from './1764700002000-refused-calls-by-the-day';
import { EventsAsJson1764800001000 } from './1764800001000-events-as-json';
import { RoomForUpdates1764900001000 } from './1764900001000-room-for-updates';
import { MatchesOutlivePipelines1764950001000 } from './1764950001000-matches-outlive-pipelines';
import { NamespacesOfProjects1764960001000 } from './1764960001000-namespaces-of-projects';
import { EmailsOfAuthors1764970001000 } from './1764970001000-emails-of-authors';
import { DescriptionsOfProjects1764980001000 } from './1764980001000-descriptions-of-projects';
import { DeletedProjects1764990001000 } from './1764990001000-deleted-projects';
import { DeliveriesThatHaveArrived1765000001000 } from './1765000001000-deliveries-that-have-arrived';
import { EndedByReport1765000002000 } from './1765000002000-ended-by-report';
import { ResourceGroups1765100001000 } from './1765100001000-resource-groups';
import { Environments1765100002000 } from './1765100002000-environments';
import { DeploymentsByTheirEnd1765100003000 } from './1765100003000-deployments-by-their-end';
import { ParkedKeysByPrefix1765200001000 } from './1765200001000-parked-keys-by-prefix';

/** Every migration, oldest first; listed one by one because the process is bundled and has no files to search. */
export const MIGRATIONS = [
  HoldpointNow1763900000000,
  Projects1763900001000,
  Pipelines1763900002000,
  Jobs1763900003000,
  Processables1763900004000,
  Ledger1763900005000,
  AccessTokens1763900006000,
  Access1764000001000,
  Callbacks1764000002000,
  Hooks1764000003000,
  Events1764000004000,
  Bridges1764000005000,
  RefusedCalls1764000006000,
  HoldpointRequire1764100001000,
  EventsOfOtherSystems1764200001000,
  CommitStatuses1764200002000,
  Receivers1764200003000,
  LedgerWithoutForeignKeys1764300001000,
  IdempotencyAnswers1764300002000,
  PipelineWakeUps1764300003000,
  NamesInAnyCase1764300004000,
  IdempotencyKeyDigests1764300005000,
  BridgeErrors1764400001000,
  MatchesOfUnmatchedCallbacks1764400002000,
  RegistriesAskedAgain1764500001000,
  IndexesOfLookups1764600001000,
  ProjectsOfExternalJobs1764700001000,
  RefusedCallsByTheDay1764700002000,
  EventsAsJson1764800001000,
  RoomForUpdates1764900001000,
  MatchesOutlivePipelines1764950001000,
  NamespacesOfProjects1764960001000,
  EmailsOfAuthors1764970001000,
  DescriptionsOfProjects1764980001000,
  DeletedProjects1764990001000,
  DeliveriesThatHaveArrived1765000001000,
  EndedByReport1765000002000,
  ResourceGroups1765100001000,
  Environments1765100002000,
  DeploymentsByTheirEnd1765100003000,
  ParkedKeysByPrefix1765200001000,
];
