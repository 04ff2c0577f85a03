/** Keeps a few tasks going at once: adding one waits for a place, and for whatever failed. */
export class Window {
  private readonly going = new Set<Promise<unknown>>();
  private failure: { error: unknown } | undefined;

  constructor(private readonly atOnce: number) {}

  async add(task: () => Promise<unknown>): Promise<void> {
    while (this.going.size >= this.atOnce) await Promise.race(this.going);
    this.throwFailure();
    const going: Promise<unknown> = task()
      .catch((error: unknown) => (this.failure ??= { error }))
      .finally(() => this.going.delete(going));
    this.going.add(going);
  }

  async drained(): Promise<void> {
    await this.settled();
    this.throwFailure();
  }

  /** Until nothing is on its way any more, whether it went well or not. */
  async settled(): Promise<void> {
    await Promise.all(this.going);
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
