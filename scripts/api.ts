import { randomUUID } from 'node:crypto';

/** An answer the API gave instead of what was asked for. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: unknown,
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

/** The same was asked for before, and worded otherwise: it is there. */
export const isThere = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'platform.key-reused';

export interface ImportState {
  id: string;
  state: string;
  counts: Record<'rows' | 'valid' | 'errors' | 'warnings' | 'decisions' | 'created' | 'reused' | 'skipped' | 'failed', number>;
  processed: number;
  previewHash: string | null;
  reason?: string | null;
}

export interface Paged<T> {
  data: T[];
  page: { next: string | null; hasMore: boolean };
}

export interface Decision {
  row: number;
  candidates?: { personId: string }[];
}

const atRest = new Set(['invalid', 'needsDecisions', 'ready', 'finished', 'failed', 'cancelled', 'discarded', 'undone']);

/** A client of the public REST API, as any integrator would write one. */
export class Api {
  constructor(
    readonly baseUrl: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  static async signIn(baseUrl: string, email: string, password: string, organizationId?: string): Promise<Api> {
    const session = await new Api(baseUrl).post<{ accessToken: string }>('/v1/sessions', { email, password });
    return new Api(baseUrl, {
      authorization: `Bearer ${session.accessToken}`,
      ...(organizationId ? { 'acting-organization': organizationId } : {}),
    });
  }

  static withKey = (baseUrl: string, key: string): Api => new Api(baseUrl, { authorization: `ApiKey ${key}` });

  get = <T>(path: string): Promise<T> => this.send<T>('GET', path);
  post = <T>(path: string, body?: unknown, key: string = randomUUID()): Promise<T> =>
    this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': key,
    });

  /** Changes the version that was seen. */
  patch = <T>(path: string, body: unknown, version: number): Promise<T> =>
    this.send<T>('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json', 'if-match': `"${version}"` });

  async text(path: string): Promise<string> {
    const response = await fetch(this.baseUrl + path, { headers: this.headers });
    if (!response.ok) throw await problemOf(response);
    return response.text();
  }

  /** Uploads a file for import and gives the import's id. */
  async upload(kind: string, fileName: string, content: string | Uint8Array<ArrayBuffer>, key: string = randomUUID()): Promise<string> {
    const form = new FormData();
    form.set('kind', kind);
    form.set('file', new Blob([content], { type: 'text/csv' }), fileName);
    const { id } = await this.send<{ id: string }>('POST', '/v1/imports', form, { 'idempotency-key': key });
    return id;
  }

  import = (id: string): Promise<ImportState> => this.get(`/v1/imports/${id}`);

  /** Waits until an import rests: checked, finished, or given up. */
  async settled(id: string, onProgress: (state: ImportState) => void = () => {}, pollMs = 100): Promise<ImportState> {
    for (;;) {
      const state = await this.import(id);
      onProgress(state);
      if (atRest.has(state.state)) return state;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** Answers every possible match by a rule: the candidate to reuse, or null for somebody new. */
  async decide(id: string, rule: (decision: Decision) => string | null): Promise<void> {
    const decisions: { row: number; personId: string | null }[] = [];
    for (let after = ''; ;) {
      const { data, page } = await this.get<Paged<Decision>>(`/v1/imports/${id}/issues?severity=decision&limit=1000${after}`);
      decisions.push(...data.map((issue) => ({ row: issue.row, personId: rule(issue) })));
      if (!page.hasMore) break;
      after = `&after=${encodeURIComponent(page.next ?? '')}`;
    }
    for (let at = 0; at < decisions.length; at += 1000) {
      await this.post(`/v1/imports/${id}/decisions`, { decisions: decisions.slice(at, at + 1000) });
    }
  }

  private async send<T>(method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(this.baseUrl + path, { method, body, headers: { ...this.headers, ...headers } });
    if (!response.ok) throw await problemOf(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new ApiProblem(response.status, body.code ?? 'unknown', body.detail ?? response.statusText, body);
}
