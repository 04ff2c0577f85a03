import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Schedule } from '#platform/schedule';
import { LookForMonths } from './look-for-months.command.js';

const everyMs = 10 * 60_000;

/** Looks every ten minutes for organizations whose new month has begun: it is theirs, so it begins around the clock. */
@Injectable()
export class MonthSchedule extends Schedule {
  constructor(private readonly commands: CommandBus) {
    super(everyMs, 'Could not look for months to bill.');
  }

  protected run(): Promise<unknown> {
    return this.commands.execute(new LookForMonths());
  }
}
