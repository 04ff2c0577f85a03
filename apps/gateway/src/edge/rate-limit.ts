/**
 * Counts what each key spends: a bucket of `perMinute` tokens that refills steadily. Kept in this process, so a limit holds
 * per replica; it protects the services from one tenant's loop, it does not meter a contract.
 */
export class RateLimit {
  private readonly fullAt = new Map<string, number>(); // When the bucket of a key will be full again, in ms.
  private readonly costMs: number;

  constructor(
    perMinute: number,
    private readonly keysAtMost = 50_000,
  ) {
    this.costMs = 60_000 / perMinute;
  }

  /** Takes a token. Zero when there was one, else the whole seconds until there will be. */
  take(key: string, nowMs: number): number {
    const waitMs = this.waitMs(key, nowMs);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.fullAt.set(key, Math.max(this.fullAt.get(key) ?? 0, nowMs) + this.costMs);
    if (this.fullAt.size > this.keysAtMost) this.forgetFull(nowMs);
    return 0;
  }

  /** The seconds to wait for a token, without taking one. */
  wait(key: string, nowMs: number): number {
    return Math.ceil(this.waitMs(key, nowMs) / 1000);
  }

  private waitMs(key: string, nowMs: number): number {
    return Math.max(0, (this.fullAt.get(key) ?? 0) + this.costMs - nowMs - 60_000);
  }

  private forgetFull(nowMs: number): void {
    for (const [key, until] of this.fullAt) if (until <= nowMs) this.fullAt.delete(key);
    // Everyone is busy at once, or somebody makes up keys: the oldest go, which errs on the side of serving.
    for (const key of this.fullAt.keys()) {
      if (this.fullAt.size <= this.keysAtMost) return;
      this.fullAt.delete(key);
    }
  }
}
