import { Controller, type Type } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { ServiceName } from '#contracts/caller';
import { InboxHolds } from '#contracts/platform/inbox-holds.query';
import { Inbox } from './inbox.js';

/** Answers other services' relays for this service's inbox; a class of its own each, since the subject names the service. */
export function inboxHoldsController(service: ServiceName): Type<unknown> {
  @Controller()
  class InboxHoldsController {
    constructor(private readonly inbox: Inbox) {}

    @MessagePattern(InboxHolds.subjectOf(service))
    async holds(@Payload() { messageIds }: InboxHolds): Promise<{ held: string[] }> {
      return { held: await this.inbox.held(messageIds) };
    }
  }
  return InboxHoldsController;
}
