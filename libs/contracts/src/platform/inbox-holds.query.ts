import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import type { ServiceName } from '../caller.js';

/** Which of these messages a service's inbox holds: what the relay asks each consumer before it closes outbox rows. */
export class InboxHolds extends Query<{ held: string[] }> {
  /** One subject a service, since each answers for its own inbox. */
  static readonly subjectOf = (service: ServiceName): string => `${service}.query.inbox-holds.v1`;
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) readonly messageIds!: string[];
}
