/** Tells whether an error says that a file could not be used, and which. */
export const isFileError = (error: unknown): error is NodeJS.ErrnoException & { path: string } =>
  error instanceof Error && 'code' in error && 'path' in error;
