import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ReconcileBooks } from './reconcile-books.command.js';

const everyMs = 5 * 60_000;

/** Checks the books every five minutes. A run that fails is logged, and the next one comes anyway. */
@Injectable()
export class ReconcileBooksSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Reconciler');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly commands: CommandBus) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.run();
    }, everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      await this.commands.execute(new ReconcileBooks());
    } catch (error) {
      this.log.error({ err: error }, 'The books could not be checked.');
    }
  }
}
