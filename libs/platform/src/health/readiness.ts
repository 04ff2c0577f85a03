import { Injectable } from '@nestjs/common';

export type Check = () => Promise<void> | void;

/** Whether this process should be sent work: what it depends on answers, and it is not on its way out. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private draining = false;

  /** A check throws while what it looks at is out of reach. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  drain(): void {
    this.draining = true;
  }

  /** Everything that is not well, by name; nothing when ready. */
  async problems(): Promise<Record<string, string>> {
    if (this.draining) return { process: 'stopping' };
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await problemOf(check)] as const));
    return Object.fromEntries(results.filter((result): result is [string, string] => result[1] !== undefined));
  }
}

const timeoutMs = 2_000;

/** In words that give nothing away: the endpoint has no sign-in. */
async function problemOf(check: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('no answer in time'), timeoutMs)));
  const checked = Promise.resolve()
    .then(check)
    .then(
      () => undefined,
      () => 'out of reach',
    );
  return Promise.race([checked, late]).finally(() => clearTimeout(timer));
}
