import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';

/** What these clients of the asking organization owe beyond its due date, together, in minor units of its currency. One indexed read. */
export class FindOverdue extends Query<{ overdueMinor: number }> {
  static readonly subject = 'billing.query.find-overdue.v1';
  static readonly senders = ['memberships'] as const;
  @IsArray() @ArrayMaxSize(50) @IsUUID('all', { each: true }) readonly clientIds!: string[];
}
