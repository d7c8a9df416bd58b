import type { TreeQuestions } from './tree-facts';

/** Why there is no pipeline, in GitLab's words; the codes are GitLab's failure reasons. */
export interface PlanRefusal {
  readonly code: 'filtered_by_workflow_rules' | 'filtered_by_rules' | 'config_error' | 'size_limit_exceeded';
  /** One line per problem. */
  readonly message: string;
}

/** What was asked of the processor is more than anybody may ask. */
export const TOO_COSTLY: PlanRefusal = {
  code: 'config_error',
  message: 'The rules take too long to evaluate. Use shorter regular expressions, globs and variables, and fewer refs to compare with.',
};

/** There is no plan yet: rules ask something of the repository that is to be found out first. */
export interface UnknownTree {
  readonly code: 'tree_unknown';
  readonly message: string;
  readonly questions: TreeQuestions;
}

/** Says so; the message is for whoever has no repository to ask. */
export const unknownTree = (questions: TreeQuestions): UnknownTree => ({
  code: 'tree_unknown',
  message: 'The rules ask for files of a repository (rules:changes:compare_to, rules:exists).',
  questions,
});
