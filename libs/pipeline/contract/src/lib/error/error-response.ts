/** The body of an error, in one of GitLab's four forms. */
export type ErrorResponse =
  | { readonly message: string }
  | { readonly error: string }
  | { readonly error: string; readonly error_description: string; readonly scope?: string }
  | { readonly message: Readonly<Record<string, readonly string[]>> };
