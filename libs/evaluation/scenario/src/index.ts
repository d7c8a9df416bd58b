export type { CaseEngine, CaseRun } from './lib/case-engine';
export { readConfigFixtures, runConfigFixture, type ConfigFixture } from './lib/config-fixture';
export { readCompositeRows, runCompositeRow, type CompositeRow } from './lib/composite-rows';
export type {
  AdvanceTransition,
  CallbackTransition,
  CaseCallback,
  CaseJobDetails,
  CaseTransition,
  CaseView,
  ConformanceCase,
  EventTransition,
} from './lib/conformance-case';
export { CorridorEngine, type CorridorEngineParts } from './lib/corridor-engine';
export { CASE_ACTOR, CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from './lib/plan-case';
export { readCase } from './lib/read-case';
export { ReducerEngine } from './lib/reducer-engine';
export { runCase, type CaseFailure, type CaseResult } from './lib/run-case';
export { viewOf } from './lib/view-of';
export { VirtualPipeline, type NamedEffect } from './lib/virtual-pipeline';
export { writeCase } from './lib/write-case';
