import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ListAuditLog, ListOwnAuditLog, VerifyAuditLog, VerifyOwnAuditLog } from '#contracts/identity/audit-log.query';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import {
  AuditEntryView,
  AuditVerificationView,
  AuditWanted,
  auditEntryView,
  auditVerificationView,
  subjectOf,
} from './audit-log.bodies.js';

@ApiTags('Access')
@Controller('v1')
export class AuditLogController {
  constructor(private readonly messages: Messages) {}

  @Get('audit-log')
  @Operation(
    'List what was done to identity and rights',
    { description: 'The acting organization’s log, the newest first', pageOf: AuditEntryView },
    { refuses: ['invalid', 'forbidden'] },
    'Sign-ins of its staff and every change of accounts, access and settings. Nothing in it is ever changed or removed.',
  )
  list(@Query() wanted: AuditWanted): Promise<Paged<AuditEntryView>> {
    return this.page(ListAuditLog, wanted);
  }

  @Get('audit-log/verification')
  @Operation(
    'Verify the log',
    { description: 'Whether its chain of hashes holds', type: AuditVerificationView },
    { refuses: ['forbidden'] },
    'Every hash is computed anew from what the entries say.',
  )
  async verify(): Promise<AuditVerificationView> {
    return auditVerificationView(await this.messages.ask(message(VerifyAuditLog, {})));
  }

  @Get('me/audit-log')
  @Operation(
    'List what was done with my sign-in',
    { description: 'The newest first', pageOf: AuditEntryView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden'] },
    'Sign-ins, refusals, and every change of it. Takes no right: it is about whoever asks.',
  )
  listOwn(@Query() wanted: AuditWanted): Promise<Paged<AuditEntryView>> {
    return this.page(ListOwnAuditLog, wanted);
  }

  @Get('me/audit-log/verification')
  @Operation(
    'Verify the log of my sign-in',
    { description: 'Whether its chain of hashes holds', type: AuditVerificationView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async verifyOwn(): Promise<AuditVerificationView> {
    return auditVerificationView(await this.messages.ask(message(VerifyOwnAuditLog, {})));
  }

  private async page(
    list: typeof ListAuditLog | typeof ListOwnAuditLog,
    { limit, after, action, about }: AuditWanted,
  ): Promise<Paged<AuditEntryView>> {
    const query = message(list, { limit, after, action, about: subjectOf(about) });
    return pageView(await this.messages.ask(query), auditEntryView);
  }
}
