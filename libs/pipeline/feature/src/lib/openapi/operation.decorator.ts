import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { ERRORS, type ErrorCode, type ErrorForm } from '@holdpoint/pipeline-contract';
import { listOf, ref, type Schema } from './schema';
import type { IdName } from '../http/input/path-id.decorator';
import type { SchemaName } from './schemas/schemas';

/** What the document says of a route, and the status that it answers. */
export interface OperationOptions {
  readonly summary: string;
  readonly description?: string;
  /** Status of the answer when all is well; 200 if not given. */
  readonly status?: number;
  /** What is answered; text for a file, nothing with status 204. */
  readonly answers: SchemaName | 'text' | 'nothing';
  readonly list?: boolean;
  /** True for a stream of server-sent events whose data is what is answered, or where the stream stands. */
  readonly stream?: boolean;
  /** Statuses besides {@link status} under which the same schema is answered. */
  readonly also?: readonly number[];
  /** Refusals of this route; those that every route has are added. */
  readonly errors?: readonly ErrorCode[];
  /** True for a route that needs no token. */
  readonly open?: boolean;
}

const OF_EVERY_ROUTE: readonly ErrorCode[] = [
  'address_malformed',
  'body_malformed',
  'content_length_wrong',
  'text_unsafe',
  'request_timed_out',
  'body_too_large',
  'bodies_exhausted',
  'address_too_long',
  'content_type_unsupported',
  'content_encoding_unsupported',
  'host_missing',
  'host_repeated',
  'expectation_unsupported',
  'internal_error',
];

const OF_GUARDED_ROUTES: readonly ErrorCode[] = [
  'unauthorized',
  'token_in_address',
  'token_revoked',
  'token_expired',
  'account_blocked',
  'sudo_unsupported',
  'insufficient_scope',
  'forbidden',
  'parameters_invalid',
  'busy',
  'unavailable',
  'outcome_unknown',
  'stopping',
];

const PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Number of the project, or its path with `%2F` for every slash',
  pipeline_id: 'Number of the pipeline (not its iid)',
  job_id: 'Number of the job, whatever its kind',
  environment_id: 'Number of the environment',
  deployment_id: 'Number of the deployment (not its iid)',
  callback_id: 'UUID of the callback',
  user_id: 'Number of the user',
  token_id: 'Number of the access token',
  hook_id: 'Number of the hook',
  delivery_id: 'Number of the delivery',
  receiver_id: 'Number of the receiver',
  registry_id: 'Number of the registry',
  token: 'The secret of the receiver',
};

/** Describes a route and fixes its status, so that what is answered and what is documented are one thing. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { status = 200, also = [], open = false } = options;
  const codes = [...(open ? [] : OF_GUARDED_ROUTES), ...OF_EVERY_ROUTE, ...(options.errors ?? [])];
  return applyDecorators(
    HttpCode(status),
    ApiOperation({
      summary: options.summary,
      ...(options.description ? { description: options.description } : {}),
      ...(open ? { security: [] } : {}),
    }),
    ...answersOf(options, [status, ...also], codes),
  );
}

const TEXTS = ['id', 'callback_id', 'token'] as const;

/** Names a parameter in the address. */
export function PathParameter(name: (typeof TEXTS)[number] | IdName): MethodDecorator & ClassDecorator {
  return ApiParam({
    name,
    description: PARAMETERS[name] ?? name,
    schema: TEXTS.some((text) => text === name) ? { type: 'string' } : { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  });
}

function answersOf(
  options: OperationOptions,
  statuses: readonly number[],
  codes: readonly ErrorCode[],
): readonly MethodDecorator[] {
  const refused = new Set(codes.map((code) => ERRORS[code].status));
  return [...new Set([...statuses, ...refused])].map((status) => {
    if (options.answers === 'nothing' && status === options.status) return ApiResponse({ status, description: options.summary });
    const answers = [...(statuses.includes(status) ? [answerOf(options)] : []), ...errorsOf(status, codes)];
    const description = describe(status, options, statuses, codes);
    const type = statuses.includes(status) ? typeOf(options) : 'application/json';
    return ApiResponse({ status, description, content: { [type]: { schema: oneOf(answers) } } });
  });
}

function typeOf({ answers, stream = false }: OperationOptions): string {
  if (stream) return 'text/event-stream';
  return answers === 'text' ? 'text/plain' : 'application/json';
}

function answerOf({ answers, list = false, stream = false }: OperationOptions): Schema {
  if (answers === 'text' || answers === 'nothing') return { type: 'string' };
  if (stream) return oneOf([ref(answers), ref('StreamPosition')]);
  return list ? listOf(ref(answers)) : ref(answers);
}

const OF_FORM: Readonly<Record<ErrorForm, SchemaName>> = {
  message: 'ErrorMessage',
  error: 'ParameterError',
  oauth: 'TokenError',
  fields: 'FieldErrors',
};

function errorsOf(status: number, codes: readonly ErrorCode[]): readonly Schema[] {
  const forms = codes.filter((code) => ERRORS[code].status === status).map((code) => ERRORS[code].form);
  return [...new Set(forms)].map((form) => ref(OF_FORM[form]));
}

const oneOf = (schemas: readonly Schema[]): Schema =>
  schemas.length === 1 && schemas[0] ? schemas[0] : { anyOf: [...schemas] };

/** One line for each error: its code, its text and what to do. */
function describe(
  status: number,
  options: OperationOptions,
  statuses: readonly number[],
  codes: readonly ErrorCode[],
): string {
  const lines = [...new Set(codes)]
    .filter((code) => ERRORS[code].status === status)
    .map((code) => `- \`${code}\`: ${ERRORS[code].text}. ${ERRORS[code].action}`);
  return [...(statuses.includes(status) ? [options.summary] : []), ...lines].join('\n');
}
