export { compareReports, differenceLines, type ReportDifference } from './lib/compare-reports';
export { describeMachine } from './lib/describe-machine';
export { REPRODUCTIONS_DIRECTORY } from './lib/page/page';
export { readReport, REPORT_SCHEMA, writeReport } from './lib/read-report';
export { renderHtml } from './lib/render/html/render-html';
export { renderJunit } from './lib/render/render-junit';
export { renderMarkdown } from './lib/render/render-markdown';
export {
  findingsOf,
  findingsOnly,
  outcomeOf,
  REPORT_FORMAT,
  type Figure,
  type Measured,
  isUnsound,
  type Outcome,
  type PlacedFinding,
  type Report,
  type ReportedExperiment,
} from './lib/report';
export { reproductionsOf, type Reproduction } from './lib/reproductions';
