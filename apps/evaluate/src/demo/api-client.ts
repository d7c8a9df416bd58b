/** An answer that the demo did not expect: the server refused a call or is not there. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** Speaks to Holdpoint's API as any client does: over HTTP, with a token. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  /** Reads a resource below `/api/v4`. */
  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  /** Posts JSON to a resource below `/api/v4`; throws unless the answer is a success. */
  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.baseUrl}/api/v4${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': this.token, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new ApiError(`${method} ${path} was answered with ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
