/** The tests of a pipeline, suite by suite; nothing here reports any. */
export interface TestReportResponse {
  /** Seconds. */
  readonly total_time: number;
  readonly total_count: number;
  readonly success_count: number;
  readonly failed_count: number;
  readonly skipped_count: number;
  readonly error_count: number;
  readonly test_suites: readonly never[];
}

/** The same without the tests themselves. */
export interface TestReportSummaryResponse {
  readonly total: TestTotalResponse;
  readonly test_suites: readonly never[];
}

/** How many tests there are, and how they have ended. */
export interface TestTotalResponse {
  /** Seconds. */
  readonly time: number;
  readonly count: number;
  readonly success: number;
  readonly failed: number;
  readonly skipped: number;
  readonly error: number;
  readonly suite_error: null;
}
