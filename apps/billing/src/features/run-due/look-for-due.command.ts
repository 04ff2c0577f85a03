import { Command } from '@nestjs/cqrs';

/** Begins today's run of every organization that has something due and none begun; gives how many. */
export class LookForDue extends Command<number> {}
