import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { ActingOrganization } from '#contracts/caller';
import { documentLanguages, type DocumentLanguage } from '#contracts/billing/files.query';
import { ReportMembers, type MembersCounted } from '#contracts/memberships/reports.query';
import { message } from '#contracts/message';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Messages } from '#platform/messaging/messages';
import { decodeCursor, encodeCursor } from '#platform/paging';
import { dispositionOf } from '../edge/attachment.js';
import { fileLanguageOf, formatOf } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { ActingFor } from '../edge/signed-in.js';
import { ClubLines } from './club-lines.js';
import { clubsCsv, membersCsv } from './report-csv.js';
import { ClubsReportView, MembersLineView, clubLineView, membersLineView } from './report.response.js';
import { ClubsReportRequest, MembersReportRequest } from './reports.requests.js';

/** What a federation may know of all its clubs, and each club of itself: never a selling price, a listing's name or a client. */
@ApiTags('Reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly messages: Messages,
    private readonly clubLines: ClubLines,
    private readonly clock: Clock,
  ) {}

  @Get('members')
  @Operation(
    'Count members',
    {
      description: 'Memberships by offer, by club or by home, and where they stand today',
      pageOf: MembersLineView,
      files: { 'text/csv': 'Number,Membership,Pending,Active,Expired,Cancelled,Replaced\r\n' },
    },
    { language: true, refuses: ['invalid', 'forbidden'] },
    'A federation counts what its clubs sold; whoever sells counts what it sold, and by home also what came to it. A club that sold a membership is its home until it is moved. What clubs hold themselves is counted by `affiliation`, a line for each that is offered to them.',
  )
  async members(
    @Query() { by, limit, after, format, language }: MembersReportRequest,
    @ActingFor() reader: ActingOrganization,
    @Req() request: Request,
  ): Promise<Paged<MembersLineView> | StreamableFile> {
    const names = by === 'club' || by === 'home' ? await this.clubLines.names(reader) : undefined;
    const named = (line: MembersCounted) => ({ ...line, name: names?.get(line.id) ?? line.name });
    if (formatOf(request, format, ['json', 'csv']) === 'json') {
      const page = await this.messages.ask(message(ReportMembers, { by, limit, after }));
      return pageView(page, (line) => membersLineView(by, named(line)));
    }
    const lines = await this.clubLines.all((next) => message(ReportMembers, { by, limit: 200, after: next }));
    return csvFile(`members-by-${by}.csv`, membersCsv(by, lines.map(named), languageOf(request, language, reader)));
  }

  @Get('clubs')
  @Operation(
    'Sum up what clubs sold and owe',
    {
      description: 'Sales, replacements, cancellations and own affiliations of a period by club, and what each owes today',
      type: ClubsReportView,
      files: {
        'text/csv': 'Number,Club,Sold,Original price,Replaced,Cancelled,Affiliations,Price of affiliations,Amount due,Currency\r\n',
      },
    },
    { language: true, refuses: ['invalid', 'forbidden', 'unavailable'] },
    'From the first day of the year until today unless a period is given. A part whose service is down is left out and named; the other answers.',
  )
  async clubs(
    @Query() { from, to, limit, after, format, language }: ClubsReportRequest,
    @ActingFor() reader: ActingOrganization,
    @Req() request: Request,
  ): Promise<ClubsReportView | StreamableFile> {
    const until = to ?? todayIn(reader.timeZone, this.clock.now());
    const since = from ?? `${until.slice(0, 4)}-01-01`;
    const { parts, lines } = await this.clubLines.between(since, until, reader);
    if (formatOf(request, format, ['json', 'csv']) === 'csv') {
      return csvFile(`clubs-${since}-${until}.csv`, clubsCsv(lines, languageOf(request, language, reader)));
    }
    const last = decodeCursor(after, 1)?.[0];
    const rest = last === undefined ? lines : lines.filter(({ clubId }) => clubId > String(last));
    const next = rest.length > limit ? encodeCursor([rest[limit - 1].clubId]) : null;
    const { data, page } = pageView({ data: rest.slice(0, limit), next }, clubLineView);
    return { from: since, to: until, parts, data, page };
  }
}

const languageOf = (request: Request, asked: DocumentLanguage | undefined, { languages }: ActingOrganization): DocumentLanguage =>
  fileLanguageOf(request, asked) ?? documentLanguages.find((language) => language === languages[0]) ?? 'en';

const csvFile = (name: string, text: string): StreamableFile => {
  const whole = Buffer.from(text);
  return new StreamableFile(whole, { type: 'text/csv', disposition: dispositionOf(name), length: whole.length });
};
