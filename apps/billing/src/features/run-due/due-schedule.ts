import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Schedule } from '#platform/schedule';
import { LookForDue } from './look-for-due.command.js';

const everyMs = 60_000;

/** Looks every minute for organizations that have something due, and for charges a provider has not answered. */
@Injectable()
export class DueSchedule extends Schedule {
  constructor(private readonly commands: CommandBus) {
    super(everyMs, 'Could not look for what is due.');
  }

  protected run(): Promise<unknown> {
    return this.commands.execute(new LookForDue());
  }
}
