import { MailCatcher } from '#local/mail-catcher';
import type { ChosenPorts } from './ports.js';

/** Where letters go. */
export interface LocalMail {
  readonly smtp: string;
  readonly from: string;
  readonly web: string | undefined; // Where the links in letters lead; to the gateway when nobody said.
  readonly inboxUrl: string | undefined;
  stop(): Promise<void>;
}

/** A mail server of our own that keeps what it is given, or the one that SMTP_URL names. */
export async function startMail(ports: ChosenPorts, external: boolean): Promise<LocalMail> {
  const { SMTP_URL, MAIL_FROM = 'post@tessera.test', WEB_URL } = external ? process.env : {};
  const common = { from: MAIL_FROM, web: WEB_URL };
  if (SMTP_URL) return { ...common, smtp: SMTP_URL, inboxUrl: undefined, stop: () => Promise.resolve() };
  const catcher = await MailCatcher.start({ smtpPort: ports.smtp.number, inboxPort: ports.inbox.number });
  return { ...common, smtp: catcher.smtpUrl, inboxUrl: catcher.inboxUrl, stop: () => catcher.stop() };
}
