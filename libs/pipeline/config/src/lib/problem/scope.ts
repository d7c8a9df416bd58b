import type { ProblemLog } from './problem-log';

/**
 * A place in the configuration that can report problems about itself in GitLab's shape: `<location> <attribute>
 * <message>`, the whole line in lower case (GitLab lower-cases job names and keys with it); the path keeps its case.
 */
export class Scope {
  constructor(
    readonly path: string,
    private readonly log: ProblemLog,
    private readonly location: string = path === '' ? 'root' : path,
  ) {}

  /** The place one key further in. */
  child(key: string): Scope {
    return new Scope(this.path === '' ? key : `${this.path}:${key}`, this.log);
  }

  /** The same place, for an entry whose messages GitLab gives a location of their own. */
  locatedAt(location: string): Scope {
    return new Scope(this.path, this.log, location);
  }

  /** Reports about the place as a whole; GitLab calls that attribute `config`. */
  config(message: string, offset: number): void {
    this.attribute('config', message, offset);
  }

  /** Reports about one attribute, e.g. `start_in`, which is printed as `start in`. */
  attribute(name: string, message: string, offset: number): void {
    this.line(`${humanise(name)} ${message}`, offset);
  }

  /** Reports a line that names no place (GitLab's variables are told so). */
  problem(message: string, offset: number): void {
    this.log.add(message.toLowerCase(), this.path, offset);
  }

  /** Reports a line whose wording does not have an attribute, after the location (another one where GitLab's differs). */
  line(message: string, offset: number, location: string = this.location): void {
    this.log.add(`${location} ${message}`.toLowerCase(), this.path, offset);
  }
}

/** An attribute's name as Rails prints it in an error: dots and underscores become spaces. */
export function humanise(name: string): string {
  return name.replace(/[._]/g, ' ');
}
