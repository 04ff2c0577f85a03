import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { BillingConfig } from '../../billing.config.js';
import { ReconcileBooks } from './reconcile-books.command.js';

/** Checks the books, by default every five minutes. A run that fails is logged, and the next one comes anyway. */
@Injectable()
export class ReconcileBooksSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Reconciler');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly commands: CommandBus,
    private readonly config: BillingConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.run();
    }, this.config.RECONCILE_EVERY_MS).unref();
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
