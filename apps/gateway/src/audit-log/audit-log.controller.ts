import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ListAuditLog, VerifyAuditLog } from '#contracts/identity/audit-log.query';
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
    return this.page(wanted, false);
  }

  @Get('audit-log/verification')
  @Operation(
    'Verify the log',
    { description: 'Whether its chain of hashes holds', type: AuditVerificationView },
    { refuses: ['forbidden'] },
    'Every hash is computed anew from what the entries say.',
  )
  verify(): Promise<AuditVerificationView> {
    return this.verified(false);
  }

  @Get('me/audit-log')
  @Operation(
    'List what was done with my sign-in',
    { description: 'The newest first', pageOf: AuditEntryView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden'] },
  )
  listOwn(@Query() wanted: AuditWanted): Promise<Paged<AuditEntryView>> {
    return this.page(wanted, true);
  }

  @Get('me/audit-log/verification')
  @Operation(
    'Verify the log of my sign-in',
    { description: 'Whether its chain of hashes holds', type: AuditVerificationView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  verifyOwn(): Promise<AuditVerificationView> {
    return this.verified(true);
  }

  private async page({ limit, after, action, about }: AuditWanted, own: boolean): Promise<Paged<AuditEntryView>> {
    const query = message(ListAuditLog, { own, limit, after, action, about: subjectOf(about) });
    return pageView(await this.messages.ask(query), auditEntryView);
  }

  private async verified(own: boolean): Promise<AuditVerificationView> {
    return auditVerificationView(await this.messages.ask(message(VerifyAuditLog, { own })));
  }
}
