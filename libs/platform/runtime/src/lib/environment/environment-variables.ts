import { SECOND_MS } from '@holdpoint/kernel';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { LOG_LEVELS, ROLES, type LogLevel, type Role } from './environment';

const DRAIN_MS_MAX = 2 * SECOND_MS;
const DRAIN = {
  message: `HOLDPOINT_DRAIN_MS is milliseconds up to ${DRAIN_MS_MAX}, such as 500: orchestrators wait ten seconds for all`,
};

const PORT = { message: 'PORT is a number up to 65535; 0 takes any free port' };

/** A century: as good as for ever. */
const RETENTION_DAYS_MAX = 36_500;
const CALLBACK_DAYS = { message: `CALLBACK_RETENTION_DAYS is a number of days from 1 to ${RETENTION_DAYS_MAX}, such as 90` };

/** libuv takes no more. */
const THREADS_MAX = 1_024;
const THREADS = { message: `UV_THREADPOOL_SIZE is how many threads Node has, from 1 to ${THREADS_MAX}, such as 16` };

/** A month. */
const EVENT_HOURS_MAX = 31 * 24;
const EVENT_HOURS = { message: `EVENT_RETENTION_HOURS is a number of hours from 1 to ${EVENT_HOURS_MAX}, such as 24` };

/** What a cron expression with seconds can say evenly. */
const TICKS_MS = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60].map((seconds) => seconds * SECOND_MS);
const SWITCH = ['on', 'off', '1', '0', 'true', 'false'];
const switchMessage = (name: string): string => `${name} is on or off`;

/** The environment variables of the process with their defaults and rules; the messages say what to do. */
export class EnvironmentVariables {
  @IsNotEmpty({ message: 'NODE_ENV is a word: development, test or production' })
  readonly NODE_ENV: string = 'development';

  @IsIn(ROLES, { message: `ROLE is one of ${ROLES.join(', ')}` })
  readonly ROLE: Role = 'all';

  @IsNotEmpty({ message: 'HOST is an address to listen on, such as 127.0.0.1' })
  readonly HOST: string = '127.0.0.1';

  @IsInt(PORT)
  @Max(65_535, PORT)
  readonly PORT: number = 8080;

  @Matches(/^postgres(ql)?:\/\/\S/, {
    message: ({ value }) =>
      value === ''
        ? 'DATABASE_URL is needed: postgres://user@host:5432/database; npm start sets it by itself'
        : 'DATABASE_URL is not a PostgreSQL address: postgres://user@host:5432/database',
  })
  readonly DATABASE_URL: string = '';

  @IsIn(LOG_LEVELS, { message: `LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';

  @Matches(/^(https?:\/\/[^\s,/]+(\s*,\s*https?:\/\/[^\s,/]+)*)?$/, {
    message: 'CORS_ORIGINS is a list of origins without a path, separated by commas: http://localhost:5173',
  })
  readonly CORS_ORIGINS: string = '';

  @IsOptional()
  @IsString()
  @MinLength(20, { message: 'HOLDPOINT_ADMIN_TOKEN has at least 20 characters; leave it out to have one made' })
  @MaxLength(255, { message: 'HOLDPOINT_ADMIN_TOKEN has at most 255 characters: longer ones are refused unread' })
  @Matches(/^(?!hpjt-)[\x21-\x7e]*$/, {
    message: 'HOLDPOINT_ADMIN_TOKEN is printable ASCII without spaces, since it goes into a header, and does not begin as job tokens do (hpjt-)',
  })
  readonly HOLDPOINT_ADMIN_TOKEN?: string;

  /** Its own parser says what is wrong, without repeating a key. */
  readonly HOLDPOINT_SECRET_KEYS?: string;

  @Matches(/^(https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?)?$/, {
    message: 'HOLDPOINT_EXTERNAL_URL is the address at which others reach the API: https://holdpoint.example',
  })
  readonly HOLDPOINT_EXTERNAL_URL: string = '';

  /** Each entry of these lists is looked at where the list is read. */
  readonly HOLDPOINT_TRUSTED_PROXIES: string = '';

  readonly HOLDPOINT_HOOK_ALLOW: string = '';

  readonly HOLDPOINT_REGISTRY_ALLOW: string = '';

  @IsInt(DRAIN)
  @Max(DRAIN_MS_MAX, DRAIN)
  readonly HOLDPOINT_DRAIN_MS: number = 500;

  @IsNotEmpty({ message: 'HOLDPOINT_DATA_DIR is a directory that the process may write to' })
  readonly HOLDPOINT_DATA_DIR: string = '.data';

  @IsIn(SWITCH, { message: switchMessage('SIMULATION') })
  readonly SIMULATION: string = 'off';

  @IsIn(SWITCH, { message: switchMessage('SIMULATION_RUNNER') })
  readonly SIMULATION_RUNNER: string = 'on';

  @IsIn(SWITCH, { message: `${switchMessage('TIMEOUT_CRON')}; how often it ticks is TIMEOUT_TICK_MS, such as 10000` })
  readonly TIMEOUT_CRON: string = 'on';

  @IsIn(SWITCH, { message: switchMessage('TIMEOUT_TASK') })
  readonly TIMEOUT_TASK: string = 'off';

  @IsIn(TICKS_MS, { message: `TIMEOUT_TICK_MS is one of ${TICKS_MS.join(', ')}: whole seconds that divide a minute` })
  readonly TIMEOUT_TICK_MS: number = 10_000;

  @IsInt(CALLBACK_DAYS)
  @Min(1, CALLBACK_DAYS)
  @Max(RETENTION_DAYS_MAX, CALLBACK_DAYS)
  readonly CALLBACK_RETENTION_DAYS: number = 90;

  @IsInt(EVENT_HOURS)
  @Min(1, EVENT_HOURS)
  @Max(EVENT_HOURS_MAX, EVENT_HOURS)
  readonly EVENT_RETENTION_HOURS: number = 24;

  /** Node's own variable and default. */
  @IsInt(THREADS)
  @Min(1, THREADS)
  @Max(THREADS_MAX, THREADS)
  readonly UV_THREADPOOL_SIZE: number = 4;
}
