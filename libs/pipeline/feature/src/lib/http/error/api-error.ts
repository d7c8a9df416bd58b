import { ERRORS, type ErrorCode, type ErrorDefinition, type ErrorResponse } from '@holdpoint/pipeline-contract';

/** What is filled into the text of an error. */
export interface ErrorDetails {
  readonly param?: string;
  readonly problem?: string;
  /** Several texts: one list in the form `fields`, else joined by commas. */
  readonly problems?: readonly string[];
}

/** A refusal that the table of errors knows; the exception filter makes the answer of it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode,
    private readonly details: ErrorDetails = {},
    options?: { readonly cause: unknown },
  ) {
    super(`The request was refused: ${code}`, options);
  }

  get definition(): ErrorDefinition {
    return ERRORS[this.code];
  }

  /** The body of the answer. */
  toResponse(): ErrorResponse {
    const { form, field, text, oauth } = this.definition;
    if (oauth) return { error: oauth.error, error_description: text, ...(oauth.scope === undefined ? {} : { scope: oauth.scope }) };
    if (form === 'fields') return { message: { [field ?? 'base']: this.details.problems ?? [text] } };
    return form === 'error' ? { error: this.fill(text) } : { message: this.fill(text) };
  }

  private fill(text: string): string {
    const { param = 'request', problem = '', problems = [] } = this.details;
    return text
      .replace('{param}', () => param)
      .replace('{problem}', () => problem)
      .replace('{problems}', () => problems.join(', '));
  }
}
