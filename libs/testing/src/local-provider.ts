import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

/** What a browser comes back with. */
export interface BroughtBack {
  readonly code: string;
  readonly state: string;
  readonly iss?: string;
}

/** A real provider of OpenID Connect on a port of this machine, which signs in whoever it is told. */
export class LocalProvider {
  readonly clientId = 'tessera';
  readonly clientSecret = 'of-this-test-alone-and-long-enough';
  private requests = 0;

  /** `returnAddress` is where it may send browsers. */
  static async start(returnAddress: string): Promise<LocalProvider> {
    let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
    const server = createServer((request, response) => handle(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const made = new LocalProvider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    const key = await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey);
    const provider = quietly(
      () =>
        new Provider(made.issuer, {
          clients: [{ client_id: made.clientId, client_secret: made.clientSecret, redirect_uris: [returnAddress] }],
          jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig' }] },
          cookies: { keys: ['cookies-of-this-test-alone'] },
          pkce: { required: () => true },
          ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
          findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@mail.test`, email_verified: true }) }),
        }),
    );
    const answer = provider.callback();
    handle = (request, response) => {
      made.requests++;
      void answer(request, response);
    };
    return made;
  }

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** As an installation is told of it. */
  settings(id: string, name: string): Record<string, string> {
    const { issuer, clientId, clientSecret } = this;
    return { SIGN_IN_PROVIDERS: JSON.stringify({ [id]: { name, issuer, clientId, clientSecret } }) };
  }

  get asked(): number {
    return this.requests;
  }

  /** What a browser does with an authorization address: signs in there as `subject`, agrees, and is sent back. */
  async visit(authorizationUrl: string, subject: string): Promise<BroughtBack> {
    const browser = new Browser();
    let address = new URL(authorizationUrl);
    let form: Record<string, string> | undefined;
    for (let step = 0; step < 12; step++) {
      const { location, body } = await browser.send(address, form);
      if (location && location.origin !== address.origin) return broughtBackIn(location);
      form = location ? undefined : answersTo(body, subject);
      address = location ?? new URL(/action="([^"]+)"/.exec(body)?.[1] ?? '', address);
    }
    throw new Error('the provider never sent the browser back');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** It warns that memory is no place for what a real provider keeps; in a test it is. */
function quietly<T>(work: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}

/** Keeps cookies, and follows nothing by itself. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async send(address: URL, form?: Record<string, string>): Promise<{ location?: URL; body: string }> {
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return { location: location ? new URL(location, address) : undefined, body: await response.text() };
  }
}

function answersTo(page: string, subject: string): Record<string, string> {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (!prompt) throw new Error(`the provider shows something else: ${page.slice(0, 300)}`);
  return prompt === 'login' ? { prompt, login: subject, password: 'any' } : { prompt };
}

function broughtBackIn({ searchParams }: URL): BroughtBack {
  const { code, state, iss } = Object.fromEntries(searchParams);
  return { code, state, iss };
}
