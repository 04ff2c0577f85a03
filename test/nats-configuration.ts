import { services } from '#contracts/caller';

const workers = 8;

/**
 * One account per jest worker: two files that run at the same time must not answer each other's requests.
 * The users of worker 1 are `w1-identity`, `w1-billing`, …
 */
export function testNatsConfiguration(port: number, store: string): string {
  const accounts = Array.from({ length: workers }, (_, index) => {
    const users = services.map((service) => `      { user: "w${index + 1}-${service}", password: "test" }`);
    return `  w${index + 1} {\n    jetstream: enabled\n    users: [\n${users.join('\n')}\n    ]\n  }`;
  });
  return `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${store}" }\naccounts {\n${accounts.join('\n')}\n}\n`;
}
