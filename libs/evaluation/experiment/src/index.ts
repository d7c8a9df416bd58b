export {
  FAMILIES,
  SEVERITIES,
  type Experiment,
  type ExperimentContext,
  type ExperimentResult,
  type Family,
  type Finding,
  type Measurement,
  type Severity,
} from './lib/experiment';
export { severityOf, SYMPTOMS, type Symptom } from './lib/severity-of';
