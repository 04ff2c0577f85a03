import { ApiProperty } from '@nestjs/swagger';
import {
  keptKinds,
  keptPartyReasons,
  keptRowReasons,
  type KeptByUndo,
  type UndoExtent,
  type UndoLevelTotals,
  type UndoPreview,
  type UndoResult,
} from '#contracts/imports/undo';
import { MoneyView, moneyView } from '../edge/money.js';
import { PageView, pageView } from '../edge/paging.js';

export class UndoneRowsView {
  @ApiProperty({ type: 'integer', description: 'Membership cancelled, both invoices credited', example: 1994 })
  undone!: number;

  @ApiProperty({ type: 'integer', description: 'As a whole: membership and both invoices', example: 2 })
  kept!: number;
}

export class WithdrawnView {
  @ApiProperty({ type: 'integer', description: 'Archived, never deleted', example: 1789 })
  withdrawn!: number;

  @ApiProperty({ type: 'integer', description: 'Although their rows are undone', example: 1 })
  kept!: number;
}

export class UndoLevelView {
  @ApiProperty({ type: 'integer', example: 1994 })
  creditNotes!: number;

  @ApiProperty({ type: MoneyView, description: 'Taxes included' })
  credited!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'External payments of a Freemium club, reversed' })
  refunded!: MoneyView;
}

export class UndoTotalsView {
  @ApiProperty({ type: UndoLevelView, description: 'Club to client' })
  client!: UndoLevelView;

  @ApiProperty({ type: UndoLevelView, description: 'Federation to club' })
  corporate!: UndoLevelView;
}

export class KeptView {
  @ApiProperty({ type: 'integer', description: 'Of the file', example: 17 })
  row!: number;

  @ApiProperty({ enum: keptKinds, description: 'A row as a whole; or a person, owner or account that the import made', example: 'row' })
  kind!: (typeof keptKinds)[number];

  @ApiProperty({ example: 'Léa Tremblay' })
  name!: string;

  @ApiProperty({ enum: [...keptRowReasons, ...keptPartyReasons], isArray: true, example: ['client-paid'] })
  reasons!: string[];
}

export class KeptPageView {
  @ApiProperty({ type: [KeptView] })
  data!: KeptView[];

  @ApiProperty({ type: PageView })
  page!: PageView;
}

export class UndoExtentView {
  @ApiProperty({ type: UndoneRowsView })
  rows!: UndoneRowsView;

  @ApiProperty({ type: 'integer', description: 'Memberships cancelled', example: 1994 })
  memberships!: number;

  @ApiProperty({ type: WithdrawnView })
  people!: WithdrawnView;

  @ApiProperty({ type: WithdrawnView })
  accounts!: WithdrawnView;

  @ApiProperty({ type: UndoTotalsView })
  totals!: UndoTotalsView;

  @ApiProperty({ type: KeptPageView, description: 'By name, with the reasons' })
  kept!: KeptPageView;
}

export class UndoPreviewView extends UndoExtentView {
  @ApiProperty({ format: 'date', description: 'The last day on which the import can be undone', example: '2026-12-21' })
  undoableUntil!: string;
}

export class UndoResultView extends UndoExtentView {
  @ApiProperty({ format: 'date-time', example: '2026-11-22T09:00:00.000Z' })
  startedAt!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  startedBy!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null while under way',
    example: '2026-11-22T09:00:05.000Z',
  })
  finishedAt!: string | null;
}

export const undoPreviewView = (preview: UndoPreview): UndoPreviewView => ({
  undoableUntil: preview.undoableUntil,
  ...extentView(preview),
  kept: pageView(preview.kept, keptView),
});

export const undoResultView = (result: UndoResult): UndoResultView => ({
  startedAt: result.startedAt,
  startedBy: result.startedBy,
  finishedAt: result.finishedAt,
  ...extentView(result),
  kept: pageView(result.kept, keptView),
});

const extentView = ({ rows, memberships, people, accounts, totals }: UndoExtent): Omit<UndoExtentView, 'kept'> => ({
  rows: { undone: rows.undone, kept: rows.kept },
  memberships,
  people: { withdrawn: people.withdrawn, kept: people.kept },
  accounts: { withdrawn: accounts.withdrawn, kept: accounts.kept },
  totals: { client: levelView(totals.client), corporate: levelView(totals.corporate) },
});

const levelView = ({ creditNotes, creditedMinor, refundedMinor, currency }: UndoLevelTotals): UndoLevelView => ({
  creditNotes,
  credited: moneyView(creditedMinor, currency),
  refunded: moneyView(refundedMinor, currency),
});

const keptView = ({ row, kind, name, reasons }: KeptByUndo): KeptView => ({ row, kind, name, reasons });
