import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LookForMonths } from './look-for-months.command.js';

const everyMs = 10 * 60_000;

/** Looks every ten minutes for organizations whose new month has begun: it is theirs, so it begins around the clock. */
@Injectable()
export class MonthSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('MonthSchedule');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly commands: CommandBus) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.look());
    }, everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      await this.commands.execute(new LookForMonths());
    } catch (error) {
      this.log.error({ err: error }, 'Could not look for months to bill.');
    }
  }
}
