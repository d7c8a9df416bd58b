/** A media type without its parameters, in lower case; empty where there is none. */
export const mediaTypeOf = (contentType: string | undefined): string => (contentType ?? '').split(';', 1).join().trim().toLowerCase();

/** Tells whether a media type is JSON, by itself or by its suffix. */
export const isJson = (mediaType: string): boolean => mediaType === 'application/json' || mediaType === 'text/json' || mediaType.endsWith('+json');
