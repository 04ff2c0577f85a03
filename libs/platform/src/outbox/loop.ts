import { Logger } from '@nestjs/common';

/**
 * Background work done over and over: again at once while it says there is more, otherwise after a pause, or as soon as somebody
 * hastens it. A throw is logged and tried again after the pause.
 */
export class Loop {
  private running?: Promise<void>;
  private stopped = false;
  private hastened = false;
  private wake?: () => void;

  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly pauseMs: () => number,
    private readonly logger = new Logger(Loop.name),
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Does not pause now, or after the work under way. */
  hasten(): void {
    this.hastened = true;
    this.wake?.();
  }

  /** Resolves when the work under way is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.hastened = false;
      const more = await this.work().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Background work failed, tried again soon');
        this.hastened = false;
        return false;
      });
      if (!more) await this.rest();
    }
  }

  private async rest(): Promise<void> {
    if (this.hastened || this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs());
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
