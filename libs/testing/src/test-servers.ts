import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '#contracts/caller';

/*
 * Where jest's global setup has put PostgreSQL and NATS for this run, and as whom to sign in. Each test file has a NATS
 * account of its own: services of two files must not answer each other's requests, not even one that an earlier file left running.
 */

export const postgresUrl = (): string => setting('TESSERA_TEST_POSTGRES_URL');
export const natsUrl = (): string => setting('TESSERA_TEST_NATS_URL');

/** How many accounts the server has. Files take them in turn; two at a time run, so none is in use when its turn comes again. */
export const accountsInTurn = 40;

let taken: number | undefined;

/** The number of this file's account, the same as long as the file runs. */
export const account = (): number => (taken ??= takeTurn() % accountsInTurn);

/** With the rights the service has in an installation; the administrator may do everything in this file's account. */
export interface NatsLogin {
  readonly user: string;
  readonly password: string;
}

/** A service's own user, with a service's rights; or one who may do everything in the account. */
export const natsLogin = (who: ServiceName | 'administrator'): NatsLogin => ({
  user: `${accountName(account())}_${who}`,
  password: setting('TESSERA_TEST_NATS_PASSWORD'),
});

/** The same in every worker of a run, since roles belong to the whole server. */
export function rolePasswords(service: ServiceName): { owner: string; service: string } {
  const secret = (role: string): string => createHash('sha256').update(`${postgresUrl()} ${service} ${role}`).digest('base64url');
  return { owner: secret('owner'), service: secret('service') };
}

export const accountName = (number: number): string => `t${number}`;

/** Counts the files of this run, over all jest workers: whoever makes a number's folder has it. */
function takeTurn(): number {
  const turns = setting('TESSERA_TEST_TURNS');
  for (let turn = 0; ; turn++) {
    try {
      mkdirSync(join(turns, String(turn)));
      return turn;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: service specs run under jest, whose global setup starts the servers`);
  return value;
}
