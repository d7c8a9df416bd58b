/** Why there is no pipeline, in GitLab's words; the codes are GitLab's failure reasons. */
export interface PlanRefusal {
  readonly code: 'filtered_by_workflow_rules' | 'filtered_by_rules' | 'config_error' | 'size_limit_exceeded';
  /** One line per problem. */
  readonly message: string;
}
