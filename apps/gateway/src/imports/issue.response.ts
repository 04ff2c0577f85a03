import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Page } from '#contracts/message';
import { matchReasons, type MatchReason } from '#contracts/identity/match-people.query';
import type { ImportIssue, Severity } from '#contracts/imports/imports';
import { publicId } from '#kernel/ids';
import { PageView, pageView } from '../edge/paging.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export const severities = ['error', 'warning', 'decision'] as const;

export class CandidateView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2015-04-09' })
  birthDate!: string | null;

  @ApiProperty({ enum: matchReasons, isArray: true, example: ['similar-name'] })
  because!: MatchReason[];
}

export class AnswerView {
  @ApiProperty({ type: String, nullable: true, description: 'Who it is; null: somebody new', example: exampleId('person') })
  personId!: string | null;
}

export class IssueView {
  @ApiProperty({ type: 'integer', description: 'As a spreadsheet counts: the header is row 1', example: 17 })
  row!: number;

  @ApiProperty({ type: String, nullable: true, description: 'By the template’s header', example: 'Birth date' })
  column!: string | null;

  @ApiProperty({ example: 'imports.bad-date' })
  code!: string;

  @ApiProperty({ enum: severities, description: 'Errors and open decisions stop a commit; warnings do not', example: 'error' })
  severity!: Severity;

  @ApiProperty({ description: 'What is wrong, in the reader’s language', example: '“31/02/2015” is not a date' })
  detail!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What would be right', example: 'Write MM/DD/YYYY or YYYY/MM/DD' })
  suggestion!: string | null;

  @ApiPropertyOptional({ type: [CandidateView], description: 'For a decision: who it might be' })
  candidates?: CandidateView[];

  @ApiPropertyOptional({ type: AnswerView, nullable: true, description: 'For a decision: the answer given, or null' })
  answer?: AnswerView | null;
}

export class IssuesByCodeView {
  @ApiProperty({ example: 'imports.bad-date' })
  code!: string;

  @ApiProperty({ enum: severities, example: 'error' })
  severity!: Severity;

  @ApiProperty({ type: 'integer', example: 31 })
  rows!: number;
}

export class IssuesView {
  @ApiProperty({ type: [IssueView] })
  data!: IssueView[];

  @ApiProperty({ type: PageView })
  page!: PageView;

  @ApiProperty({ type: [IssuesByCodeView], description: 'Of the whole file, however the list is narrowed' })
  byCode!: IssuesByCodeView[];
}

type Issues = Page<ImportIssue> & { byCode: readonly { code: string; severity: Severity; rows: number }[] };

export const issuesView = (issues: Issues): IssuesView => ({
  ...pageView(issues, issueView),
  byCode: issues.byCode.map(({ code, severity, rows }) => ({ code, severity, rows })),
});

const issueView = ({ row, column, code, severity, detail, suggestion, candidates, answer }: ImportIssue): IssueView => ({
  row,
  column,
  code,
  severity,
  detail,
  suggestion,
  candidates: candidates?.map((candidate) => ({
    personId: publicId('person', candidate.personId),
    number: candidate.number,
    firstName: candidate.firstName,
    lastName: candidate.lastName,
    birthDate: candidate.birthDate,
    because: candidate.because,
  })),
  answer: answer && { personId: maybePublicId('person', answer.personId) },
});
