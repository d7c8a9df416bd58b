import { Client, escapeIdentifier } from 'pg';

/** An empty database of one experiment. */
export interface ExperimentDatabase {
  readonly url: string;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes databases on a PostgreSQL server, one for each experiment. */
export class ExperimentDatabases {
  private made = 0;

  private constructor(
    private readonly serverUrl: string,
    private readonly admin: Client,
  ) {}

  /** Connects to the server; the role must be one that may create databases. */
  static async open(serverUrl: string): Promise<ExperimentDatabases> {
    const admin = new Client({ connectionString: serverUrl });
    await admin.connect();
    return new ExperimentDatabases(serverUrl, admin);
  }

  /** Makes an empty database. */
  async create(): Promise<ExperimentDatabase> {
    const name = `holdpoint_evaluate_${process.pid}_${(this.made += 1)}`;
    await this.admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    const url = new URL(this.serverUrl);
    url.pathname = `/${name}`;
    const drop = async (): Promise<void> => {
      await this.admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    };
    return { url: url.href, drop };
  }

  close(): Promise<void> {
    return this.admin.end();
  }
}
