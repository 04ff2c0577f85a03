import { Command } from '@nestjs/cqrs';

/** Bills the months of every organization that has some to bill; gives how many were billed. */
export class LookForMonths extends Command<number> {}
