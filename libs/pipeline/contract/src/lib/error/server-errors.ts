import { define } from './define-errors';

/** The part of the table of errors that is about the service itself: it is broken, busy, full or stopping. */
export const serverErrors = define({
  internal_error: {
    status: 500,
    form: 'message',
    text: '500 Internal Server Error',
    action: 'Report it with the value of the header X-Request-Id; the log has the cause under it.',
  },
  busy: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - The pipeline is busy',
    action: 'Send the same request again after the seconds in Retry-After; nothing was changed.',
    retryAfterS: 1,
  },
  unavailable: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - The database cannot be reached',
    action: 'Send the same request again after the seconds in Retry-After; nothing was changed.',
    retryAfterS: 5,
  },
  outcome_unknown: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - It failed on the way, and some or all of it may be done',
    action: 'Send the same callback again (it is never applied twice); look before repeating anything else.',
    retryAfterS: 2,
  },
  config_unread: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - The configuration was not read: too many wait to be read, of yours or of all, or it took too long',
    action: 'Send the same request again after the seconds in Retry-After, and fewer at once; nothing was changed.',
    retryAfterS: 5,
  },
  bodies_exhausted: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - As many large bodies are being read as can be',
    action: 'Send the same request again after the seconds in Retry-After, or a body of at most 64 KiB.',
    retryAfterS: 1,
  },
  streams_exhausted: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - As many streams are open as can be served, to you or to all',
    action: 'Open the stream again after the seconds in Retry-After, or watch a whole project with one stream.',
    retryAfterS: 5,
  },
  stopping: {
    status: 503,
    form: 'message',
    text: '503 Service Unavailable - The service is stopping',
    action: 'Send the same request again, to another replica or after the restart; nothing was changed.',
    retryAfterS: 2,
  },
});
