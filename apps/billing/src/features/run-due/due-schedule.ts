import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LookForDue } from './look-for-due.command.js';

const everyMs = 60_000;

/** Looks every minute for organizations that have something due, and for charges a provider has not answered. */
@Injectable()
export class DueSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('DueSchedule');
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
      await this.commands.execute(new LookForDue());
    } catch (error) {
      this.log.error({ err: error }, 'Could not look for what is due.');
    }
  }
}
