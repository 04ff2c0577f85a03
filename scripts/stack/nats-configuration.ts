import type { Secrets } from './secrets.js';

export interface NatsSettings {
  readonly port: number;
  readonly store: string;
  readonly passwords: Secrets['nats'];
}

/** The configuration of our own NATS: this machine only, one user per service. */
export function natsConfiguration({ port, store, passwords }: NatsSettings): string {
  const users = Object.entries(passwords).map(
    ([user, password]) => `  { user: ${JSON.stringify(user)}, password: ${JSON.stringify(password)} }`,
  );
  return `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(store)} }\nauthorization { users: [\n${users.join('\n')}\n] }\n`;
}
