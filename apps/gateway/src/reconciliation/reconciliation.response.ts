import { ApiProperty } from '@nestjs/swagger';
import {
  pairStates,
  type CertificateKey,
  type PairRecord,
  type PairSide,
  type PairState,
  type PairSums,
  type Reconciliation,
  type ReconciliationTotals,
  type Sides,
} from '#contracts/billing/reconciliation';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { PageView } from '../edge/paging.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class AmountsView {
  @ApiProperty({ type: MoneyView, description: 'Before taxes' })
  net!: MoneyView;

  @ApiProperty({ type: MoneyView })
  tax!: MoneyView;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;
}

export class PairSideView extends AmountsView {
  @ApiProperty({ description: 'The invoice or credit note', example: exampleId('invoice') })
  documentId!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  issuedOn!: string;
}

export class PairView {
  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'invoice' })
  kind!: 'invoice' | 'credit-note';

  @ApiProperty({ enum: pairStates, description: 'At both levels, at one as was decided, or wrong', example: 'paired' })
  state!: PairState;

  @ApiProperty({ type: String, nullable: true, description: 'Why: of a credit note, or of a replacement', example: null })
  reason!: string | null;

  @ApiProperty({ description: 'The club', example: exampleId('organization') })
  organizationId!: string;

  @ApiProperty({ example: exampleId('sale') })
  saleId!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: PairSideView, nullable: true, description: 'What the club billed its client' })
  client!: PairSideView | null;

  @ApiProperty({ type: PairSideView, nullable: true, description: 'What the federation billed the club' })
  corporate!: PairSideView | null;

  @ApiProperty({ type: MoneyView, description: 'What the club keeps, before taxes' })
  margin!: MoneyView;
}

export class PairSumsView {
  @ApiProperty({ type: 'integer', example: 3 })
  count!: number;

  @ApiProperty({ type: AmountsView })
  client!: AmountsView;

  @ApiProperty({ type: AmountsView })
  corporate!: AmountsView;

  @ApiProperty({ type: MoneyView })
  margin!: MoneyView;
}

export class ReconciliationTotalsView {
  @ApiProperty({ example: 'CAD' })
  currency!: string;

  @ApiProperty({ type: PairSumsView, description: 'Invoices at both levels' })
  invoices!: PairSumsView;

  @ApiProperty({ type: PairSumsView, description: 'Credit notes at both levels' })
  credits!: PairSumsView;

  @ApiProperty({ type: PairSumsView, description: 'Credit notes at one level, as was decided' })
  decided!: PairSumsView;

  @ApiProperty({ type: PairSumsView, description: 'What has no counterpart or disagrees with it: nothing, when all is well' })
  unmatched!: PairSumsView;
}

export class ReconciliationView {
  @ApiProperty({ type: String, nullable: true, description: 'Null: there are no two levels', example: exampleId('organization', 'a') })
  federationId!: string | null;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  from!: string;

  @ApiProperty({ format: 'date', example: '2026-09-30' })
  to!: string;

  @ApiProperty({
    type: [ReconciliationTotalsView],
    nullable: true,
    description: 'Of the whole period, by currency; with the first page only',
  })
  totals!: ReconciliationTotalsView[] | null;

  @ApiProperty({ type: [PairView] })
  data!: PairView[];

  @ApiProperty({ type: PageView })
  page!: PageView;
}

export class CertificateKeyView implements CertificateKey {
  @ApiProperty({ enum: ['OKP'], example: 'OKP' })
  kty!: 'OKP';

  @ApiProperty({ enum: ['Ed25519'], example: 'Ed25519' })
  crv!: 'Ed25519';

  @ApiProperty({ example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  x!: string;

  @ApiProperty({ description: 'The key’s fingerprint, as the verifier shows it', example: '5f1c9a520d0e4c1f' })
  kid!: string;

  @ApiProperty({ enum: ['sig'], example: 'sig' })
  use!: 'sig';

  @ApiProperty({ enum: ['EdDSA'], example: 'EdDSA' })
  alg!: 'EdDSA';
}

export const reconciliationView = ({ federationId, from, to, totals, data, next }: Reconciliation): ReconciliationView => ({
  federationId: maybePublicId('organization', federationId),
  from,
  to,
  totals: totals && totals.map(totalsView),
  data: data.map(pairView),
  page: { next, hasMore: next !== null },
});

const pairView = (pair: PairRecord): PairView => ({
  kind: pair.kind,
  state: pair.state,
  reason: pair.reason,
  organizationId: publicId('organization', pair.clubId),
  saleId: publicId('sale', pair.saleId),
  personId: maybePublicId('person', pair.personId),
  client: pair.client && sideView(pair, pair.client),
  corporate: pair.corporate && sideView(pair, pair.corporate),
  margin: moneyView(pair.marginMinor, pair.currency),
});

const sideView = ({ kind, currency }: PairRecord, side: PairSide): PairSideView => ({
  documentId: publicId(kind === 'invoice' ? 'invoice' : 'creditNote', side.documentId),
  issuedOn: side.issuedOn,
  ...amountsView(side, currency),
});

const amountsView = ({ netMinor, taxMinor, totalMinor }: Sides, currency: string): AmountsView => ({
  net: moneyView(netMinor, currency),
  tax: moneyView(taxMinor, currency),
  total: moneyView(totalMinor, currency),
});

function totalsView({ currency, invoices, credits, decided, unmatched }: ReconciliationTotals): ReconciliationTotalsView {
  const sums = ({ count, client, corporate, marginMinor }: PairSums): PairSumsView => ({
    count,
    client: amountsView(client, currency),
    corporate: amountsView(corporate, currency),
    margin: moneyView(marginMinor, currency),
  });
  return { currency, invoices: sums(invoices), credits: sums(credits), decided: sums(decided), unmatched: sums(unmatched) };
}
