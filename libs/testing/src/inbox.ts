import type { CaughtLetter } from '#local/mail-catcher';
import { eventually } from './eventually.js';
import { account, setting } from './test-servers.js';

export type { CaughtLetter };

const login = (): string => `inbox-${account()}`;

/** The mail server of this run, signed in to as this file. */
export function smtpUrl(): string {
  const url = new URL(setting('TESSERA_TEST_SMTP_URL'));
  url.username = login();
  url.password = 'letters-of-a-test';
  return url.href.replace(/\/$/, '');
}

/** Letters this file has sent to an address, in order. */
export async function lettersTo(address: string): Promise<CaughtLetter[]> {
  const query = new URLSearchParams({ to: address, login: login() });
  const response = await fetch(`${setting('TESSERA_TEST_INBOX_URL')}letters?${query.toString()}`);
  return (await response.json()) as CaughtLetter[];
}

/** Waits until the address has so many letters, and gives the last of them. */
export async function letterTo(address: string, count = 1): Promise<CaughtLetter> {
  return eventually(async () => (await lettersTo(address))[count - 1]);
}
