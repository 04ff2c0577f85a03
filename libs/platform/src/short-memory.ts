const most = 1_000;

/** Remembers a bounded number of values, each until a moment; the oldest go first. */
export class ShortMemory<T> {
  private readonly entries = new Map<string, { value: T; until: number }>();

  /** What is remembered under a key, `now` in ms since 1970. */
  get(key: string, now: number): T | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > now ? entry.value : undefined;
  }

  put(key: string, value: T, until: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until });
    if (this.entries.size > most) this.entries.delete(this.entries.keys().next().value as string);
  }
}
