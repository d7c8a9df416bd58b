import { FAIL_ON_MAX, PIPELINE_JOBS_MAX, TIMEOUT_MAX_S } from '@holdpoint/pipeline-domain';

/**
 * Every bound on a `.gitlab-ci.yml` and on planning from it; where several files make one configuration, the bounds on
 * text hold for all of them together. The text is untrusted: each number says which cost it caps. Counts are counts,
 * `…Chars` UTF-16 units, `…Bytes` bytes, `…Seconds` seconds, `…Work` steps.
 */
export const CONFIG_LIMITS = {
  /** UTF-8 size of the text; half of GitLab's 2 MB, since lexing costs up to 1 s per MiB of event-loop time. */
  textBytes: 1_048_576,
  /** Files that one configuration includes, each as often as it is included (GitLab's `ci_max_includes`). */
  includes: 150,
  /** Files that include each other in a row: for each the repository is asked and everything read again. */
  includeDepth: 10,
  /** Lines of text; 10,000 jobs of six lines fit. Checked before lexing, so 100,000 short keys cost nothing. */
  lines: 65_536,
  /** Lexical tokens; up to 2.5 µs and 400 bytes of memory each, until all is read, so at most some 1.2 s and 200 MB; 10,000 jobs of one line each fit. */
  yamlTokens: 500_000,
  /** For how many of them `[` and `{` count: they make a collection of one character, which costs up to 15 µs. */
  yamlFlowTokens: 4,
  /** Nested collections, aliases followed; GitLab's own cap. 1,500 open brackets can abort the whole process. */
  yamlDepth: 100,
  /** Documents in one text: an optional header and the configuration (GitLab's cap). */
  yamlDocuments: 2,
  /** `%` lines; each costs several microseconds and none has a use here. */
  yamlDirectives: 10,
  /** Size with aliases, merges and `extends` followed, 32 bytes per node plus text: caps every later walk and copy. */
  expandedBytes: 16 * 1_048_576,
  /** Problems listed for one text; the rest is only counted, so that an answer stays readable. */
  problems: 500,
  /** Text of one problem: it repeats names and lists from the text. */
  problemChars: 2_000,
  /** Job and needed-job names (GitLab). */
  nameChars: 255,
  /** `workflow:name` (GitLab). */
  workflowNameChars: 255,
  /** Ancestors in `extends` (GitLab). */
  extendsDepth: 10,
  /** References to references in a row (GitLab). */
  referenceDepth: 10,
  /** Nested lists in `script`, `stages` and `rules` (GitLab). */
  nestedLists: 10,
  /** Needs of one job; GitLab's default for `ci_needs_size_limit`. */
  needsPerJob: 50,
  /** Jobs that `parallel` makes of one (GitLab). */
  parallelJobs: 200,
  /** Jobs, needs and variables that `parallel` makes in one text: as many jobs as lines could. A line can ask for 40,000 needs. */
  parallelWork: 100_000,
  /** Files that `trigger:include` may name (GitLab). */
  childIncludes: 3,
  /** Texts of `external:match` without a rule of their own, variables expanded: no longer `key` may be named by a callback. */
  matchTextChars: 255,
  /** Names of environments and keys of resource groups, variables expanded (GitLab). */
  environmentNameChars: 255,
  /** `environment:url` (GitLab). */
  environmentUrlChars: 255,
  /** `external:match:namespace`, and a kind: a DNS label, as Kubernetes has them. */
  dnsLabelChars: 63,
  /** `external:match:name`: a DNS subdomain, as Kubernetes has them. */
  dnsSubdomainChars: 253,
  /** `external:fail_on`: more tries of one revision are not worth counting. */
  failOnMax: FAIL_ON_MAX,
  /** Jobs in one pipeline; GitLab's is unlimited by default, but one transaction writes all of them here. */
  jobsPerPipeline: PIPELINE_JOBS_MAX,
  /** A job has fewer runner tags than that (GitLab). */
  tagsPerJob: 50,
  /** `retry:max` (GitLab). */
  retryMax: 2,
  /** `timeout`: the same limit as for the timeout of a project. */
  timeoutSeconds: TIMEOUT_MAX_S,
  /** `start_in`: GitLab's one week. */
  startInSeconds: 604_800,
  /** Text of a duration; the longest sensible one has about 60. */
  durationChars: 255,
  /** Text of one `if`; GitLab's documentation uses well under 1,000. */
  expressionChars: 8_192,
  /** Tokens of one `if` (GitLab's lexer gives up at the hundredth); what it comes to is at most 49 operations deep. */
  expressionTokens: 99,
  /** Text of one regular expression. */
  patternChars: 1_000,
  /** Estimated instructions of one regular expression; compiling one costs about 3 µs. */
  patternInstructions: 20_000,
  /** Estimated instructions of all distinct regular expressions of one text: about 1 s at worst. */
  patternCompileWork: 300_000,
  /** Entries of `rules:changes` and of `rules:exists` (GitLab). */
  ruleGlobs: 50,
  /** Globs that the braces of one make. */
  globsOfBraces: 1_000,
  /** Refs that the rules of one pipeline compare with: each asks the database once. */
  comparedRefs: 20,
  /** Globs × paths: beyond that a rule is taken to match (GitLab). */
  existsComparisons: 10_000,
  changesComparisons: 50_000,
  /** Characters × instructions matched while planning one pipeline, other comparisons of texts among them: about 0.6 s at worst. */
  matchWork: 50_000_000,
  /** Text of one variable after expansion; `A: $B$B, B: $C$C, …` doubles with each line. */
  expandedVariableChars: 65_536,
  /** Variables that refer to each other in a row; expansion recurses once for each. */
  expansionDepth: 50,
  /** Characters produced by expanding variables while planning one pipeline, each reference counted as 100: some 0.5 s at worst. */
  expansionWork: 50_000_000,
  /** Lines in the message of a refused plan. */
  refusalLines: 100,
  /** Names and values of variables over all jobs of a plan: globals are copied into every job that is stored. */
  plannedVariableChars: 16 * 1_048_576,
} as const;
