import type { PreviewAffiliationInvoice } from '#contracts/billing/affiliations';
import { Missing } from '#platform/errors/missing';
import { documentId, partyId } from '../../domain/document-ids.js';
import { draftInvoice } from '../../domain/draft-invoice.js';
import type { Plan } from '../../domain/plan.js';
import { billingAccountId, describedSale } from '../../domain/sale-invoices.js';
import type { BothToday } from '../../persistence/both-levels.js';

type AffiliationToBill = Pick<
  PreviewAffiliationInvoice,
  'operationId' | 'name' | 'netMinor' | 'ledgerCode' | 'taxKind' | 'effectiveOn' | 'expiresOn'
>;

/** One invoice at corporate level: the federation's, to the club itself. It is no sale of the club's, so that it has no twin (MEM-19). */
export function draftAffiliation(asked: AffiliationToBill, { club, federation }: BothToday): Plan {
  if (!federation) throw new Missing('billing.no-such-issuer');
  const { operationId, name, netMinor, ledgerCode, taxKind, effectiveOn, expiresOn } = asked;
  const [issuerId, debtorId] = [federation.issue.issuerId, club.issue.issuerId];
  const account = { id: billingAccountId(issuerId, debtorId), level: 'corporate', issuerId, debtorId } as const;
  const party = { id: partyId(operationId, 'corporate'), issuerId, debtorId, name: club.organization.name, address: null };
  const line = {
    kind: taxKind,
    description: describedSale(name, { effectiveOn, expiresOn: expiresOn ?? null }),
    ledgerCode,
    personId: null,
    personName: null,
    netMinor,
    saleId: null,
    periodFrom: effectiveOn,
    periodTo: expiresOn ?? null,
  };
  const document = {
    ...draftInvoice([line], federation.organization.taxes),
    ...federation.issue,
    id: documentId(operationId, 'invoice', 'corporate'),
    kind: 'invoice' as const,
    level: 'corporate' as const,
    operationId,
    importId: null,
    importRow: null,
    debtorId,
    billingAccountId: account.id,
    partyId: party.id,
  };
  const opened = { ...account, clientId: null, accountId: null, currency: federation.issue.currency };
  return { accounts: [opened], parties: [party], documents: [document], freemium: false };
}
