/** The registry in the process of a simulation, for artifacts that builds would push. */
export class SimulatedRegistry {
  readonly url: string;
  /** With the port: repositories begin with it. */
  readonly host: string;

  constructor({ url, host }: SimulatedRegistry) {
    this.url = url;
    this.host = host;
  }
}
