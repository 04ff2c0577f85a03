import { publicId, type PublicKind, type Uuid } from '#kernel/ids';

/** How an entry is named outside. */
const kinds: Record<string, PublicKind> = {
  invoice: 'invoice',
  'credit-note': 'creditNote',
  payment: 'payment',
  refund: 'refund',
  recognition: 'recognition',
};

export const publicEntryId = (kind: string, id: Uuid): string => publicId(kinds[kind] ?? 'payment', id);
