/** The version of GitLab's API that is spoken, with Holdpoint's own version behind the sign `+`. */
export interface VersionResponse {
  readonly version: string;
  readonly revision: string;
}

/** What GitLab's metadata endpoint answers. */
export interface MetadataResponse extends VersionResponse {
  readonly kas: {
    readonly enabled: boolean;
    readonly externalUrl: string | null;
    readonly externalK8sProxyUrl: string | null;
    readonly version: string | null;
  };
  readonly enterprise: boolean;
}
