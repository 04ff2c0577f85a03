import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server';
import { inboxPage } from './inbox-page.js';

/** A letter as a reader would get it. */
export interface CaughtLetter {
  readonly id: number;
  readonly login: string | null; // Who handed it in: test files that run side by side know theirs by it.
  readonly at: string;
  readonly from: string;
  readonly fromName: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface MailCatcherPlan {
  readonly host?: string;
  readonly smtpPort?: number; // Any free one when absent.
  readonly inboxPort?: number;
}

const keptAtMost = 5_000;

/**
 * A real mail server that delivers nothing: what it is given can be read at a URL. Anybody may hand in letters, by any login.
 * Some addresses make trouble on purpose: `nobody…` does not exist, `full…` takes none today, and `busy…` takes none at first.
 */
export class MailCatcher {
  private readonly letters: CaughtLetter[] = [];
  private readonly turnedAway = new Set<string>();
  private caught = 0;
  private readonly smtp: SMTPServer;
  private readonly http: Server;

  private constructor() {
    this.smtp = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      size: 1_048_576,
      onAuth: ({ username = '' }, _session, done) => done(null, { user: username }),
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address)),
      onData: (stream, session, done) => void this.receive(stream, session, done),
    });
    this.smtp.on('error', () => undefined); // Of one connection: whoever sent notices by himself.
    this.http = createServer((request, response) => this.show(request, response));
  }

  static async start({ host = '127.0.0.1', smtpPort = 0, inboxPort = 0 }: MailCatcherPlan = {}): Promise<MailCatcher> {
    const catcher = new MailCatcher();
    await listening(catcher.http, inboxPort, host);
    await listening(catcher.smtp, smtpPort, host);
    return catcher;
  }

  private async receive(stream: Readable, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    let problem: Error | null = null;
    try {
      await this.keep(await buffer(stream), session);
    } catch (error) {
      problem = error as Error;
    }
    done(problem);
  }

  /** Where letters are handed in. */
  get smtpUrl(): string {
    return `smtp://127.0.0.1:${portOf(this.smtp.server)}`;
  }

  /** Where they can be read. */
  get inboxUrl(): string {
    return `http://localhost:${portOf(this.http)}/`;
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await Promise.all([new Promise<void>((resolve) => this.smtp.close(resolve)), new Promise((resolve) => this.http.close(resolve))]);
  }

  private refusalOf(address: string): Error | null {
    if (address.startsWith('nobody')) return refusal(550, 'There is no such mailbox');
    if (address.startsWith('full')) return refusal(452, 'The mailbox is full');
    if (!address.startsWith('busy') || this.turnedAway.has(address)) return null;
    this.turnedAway.add(address);
    return refusal(451, 'Try again later');
  }

  private async keep(raw: Buffer, { envelope, user }: SMTPServerSession): Promise<void> {
    const { from, subject = '', text = '', html = '', headers } = await PostalMime.parse(raw);
    this.letters.push({
      id: ++this.caught,
      login: user ?? null,
      at: new Date().toISOString(),
      from: from?.address ?? '',
      fromName: from?.name ?? '',
      to: envelope.rcptTo.map(({ address }: SMTPServerAddress) => address), // Whom it reaches, whatever its headers say.
      subject,
      text,
      html,
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    });
    if (this.letters.length > keptAtMost) this.letters.shift();
  }

  private show({ url = '/', method }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://inbox');
    const answer = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': readOnly });
      response.end(body);
    };
    const found = this.matching(searchParams);
    const one = this.letters.find(({ id }) => pathname === `/letters/${id}`);
    if (method !== 'GET') answer(405, 'text/plain', 'Letters are handed in by SMTP');
    else if (pathname === '/letters') answer(200, 'application/json', JSON.stringify(found));
    else if (pathname === '/') answer(200, 'text/html', inboxPage(found.toReversed()));
    else if (one) answer(200, 'text/html', one.html || `<pre>${one.text}</pre>`);
    else answer(404, 'text/plain', 'There is no such letter');
  }

  private matching(wanted: URLSearchParams): CaughtLetter[] {
    const [to, login] = [wanted.get('to')?.toLowerCase(), wanted.get('login')];
    return this.letters.filter(
      (letter) =>
        (to === undefined || letter.to.some((address) => address.toLowerCase() === to)) && (login === null || letter.login === login),
    );
  }
}

/** Letters are shown as they are; nothing in them runs or is fetched. */
const readOnly = "default-src 'none'; style-src 'unsafe-inline'";

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

function listening(server: Server | SMTPServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    (server as Server).once('error', reject);
    server.listen(port, host, () => {
      (server as Server).removeListener('error', reject);
      resolve();
    });
  });
}

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
