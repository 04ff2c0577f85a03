import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Schedule } from '#platform/schedule';
import { BillingConfig } from '../../billing.config.js';
import { ReconcileBooks } from './reconcile-books.command.js';

/** Checks the books, by default every five minutes. */
@Injectable()
export class ReconcileBooksSchedule extends Schedule {
  constructor(
    private readonly commands: CommandBus,
    config: BillingConfig,
  ) {
    super(config.RECONCILE_EVERY_MS, 'The books could not be checked.');
  }

  protected run(): Promise<unknown> {
    return this.commands.execute(new ReconcileBooks());
  }
}
