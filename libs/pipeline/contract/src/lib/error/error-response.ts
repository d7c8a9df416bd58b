/** The body of an error, in one of GitLab's three forms. */
export type ErrorResponse =
  | { readonly message: string }
  | { readonly error: string }
  | { readonly message: Readonly<Record<string, readonly string[]>> };
