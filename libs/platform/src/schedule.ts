import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * Work that comes round, in each replica: what must be done once takes its own lock. Never twice at once in one process; a run that
 * fails is logged, and the next one comes anyway; a shutdown waits for the one under way.
 */
export abstract class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(this.constructor.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  protected constructor(
    private readonly everyMs: number,
    private readonly failed: string, // What the log says of a run that failed.
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.running ??= this.round()), this.everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  protected abstract run(): Promise<unknown>;

  private async round(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.log.error({ err: error }, this.failed);
    } finally {
      this.running = undefined;
    }
  }
}
