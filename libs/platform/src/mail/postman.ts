import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { Uuid } from '#kernel/ids';
import type { Sealable } from './letter-seal.js';
import { MailConfig } from './mail-config.js';
import { oneLine } from './render-letter.js';

/** All its waits together stay under the lease of a letter (letter-sender.ts). */
const patienceMs = 20_000;

/** Hands letters to the mail server. */
@Injectable()
export class Postman implements OnModuleDestroy {
  private readonly transport: Transporter;
  private readonly sender: string;

  constructor(@Inject(MailConfig) { SMTP_URL, MAIL_FROM }: MailConfig) {
    this.sender = MAIL_FROM;
    this.transport = createTransport({
      ...serverOf(SMTP_URL),
      pool: true,
      maxConnections: 4,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true, // A letter is text and nothing else.
      disableUrlAccess: true,
    });
  }

  /** Resolves when the mail server has taken it. A repeat carries the same Message-ID, which receivers know repeats by. */
  async deliver(id: Uuid, { to, from, subject, text, html }: Sealable): Promise<void> {
    if (!isOneAddress(to)) throw new AddressUnusable();
    await this.transport.sendMail({
      from: { name: oneLine(from), address: this.sender },
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${this.sender.slice(this.sender.indexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  onModuleDestroy(): void {
    this.transport.close();
  }
}

export class AddressUnusable extends Error {
  constructor() {
    super('not one e-mail address');
  }
}

/** Whether trying again cannot help: nobody takes mail at the address, or the server refuses what the letter says. */
export function isFinal(error: unknown): boolean {
  if (error instanceof AddressUnusable) return true;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}

/** What went wrong, without the address: `EENVELOPE 550`. */
export function problemOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const words = [code, responseCode].filter((word) => typeof word === 'string' || typeof word === 'number');
  return words.length > 0 ? words.join(' ') : error instanceof AddressUnusable ? error.message : 'failed';
}

/** One address and nothing that a list or a header is made of. */
const isOneAddress = (address: string): boolean => /^[^\s@,;:<>()[\]\\"\p{C}]+@[^\s@,;:<>()[\]\\"\p{C}]+$/u.test(address);

function serverOf(address: string) {
  const { protocol, hostname, port, username, password, search } = new URL(address);
  const secure = protocol === 'smtps:';
  const here = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && !here && search === '',
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  };
}
