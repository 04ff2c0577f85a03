import type { KeptPartyReason, KeptRowReason } from '#contracts/imports/undo';
import type { KeptEntry, RowUndo } from './kept.js';
import type { Language } from './template.js';

/** What an undo made of a row, in the words of a report. */
export function undoWords({ undone, reasons, clientCreditNote, corporateCreditNote, parties }: RowUndo, language: Language): string {
  const { undone: isUndone, kept, kinds } = words[language];
  const because = (all: readonly (KeptRowReason | KeptPartyReason)[]): string =>
    all.map((reason) => reasonWords[language][reason]).join(', ');
  const notes = [clientCreditNote?.number, corporateCreditNote?.number].filter((number) => number !== undefined).join(', ');
  const row = undone ? `${isUndone} (${notes})` : `${kept}: ${because(reasons)}`;
  const named = ({ kind, reasons: own }: KeptEntry): string => `${kinds[kind]} ${kept}: ${because(own)}`;
  return [row, ...parties.map(named)].join('; ');
}

const words: Record<Language, { undone: string; kept: string; kinds: Record<KeptEntry['kind'], string> }> = {
  en: { undone: 'undone', kept: 'kept', kinds: { row: 'row', person: 'person', owner: 'owner', account: 'account' } },
  fr: { undone: 'annulée', kept: 'conservé', kinds: { row: 'ligne', person: 'personne', owner: 'titulaire', account: 'compte' } },
};

const reasonWords: Record<Language, Record<KeptRowReason | KeptPartyReason, string>> = {
  en: {
    'client-paid': 'paid by the client',
    'client-credited': 'credited to the client',
    cancelled: 'cancelled since',
    'payment-planned': 'payments are planned',
    'payment-changed': 'its payment was changed',
    'club-paid': 'paid to the federation',
    'club-credited': 'credited by the federation',
    'membership-ended': 'its membership has ended',
    'membership-used': 'its membership was used',
    'row-kept': 'a row of theirs is kept',
    'other-membership': 'has another membership',
    'billed-otherwise': 'billed for something else',
    'known-elsewhere': 'known to another organization',
    'imported-again': 'named by a later import',
    edited: 'edited',
    'other-members': 'somebody joined',
    'owns-kept-account': 'owns an account that is kept',
    'member-kept': 'a member is kept',
  },
  fr: {
    'client-paid': 'payé par le client',
    'client-credited': 'crédité au client',
    cancelled: 'annulé depuis',
    'payment-planned': 'des paiements sont prévus',
    'payment-changed': 'son paiement a été modifié',
    'club-paid': 'payé à la fédération',
    'club-credited': 'crédité par la fédération',
    'membership-ended': 'son adhésion a pris fin',
    'membership-used': 'son adhésion a servi',
    'row-kept': 'une de ses lignes est conservée',
    'other-membership': 'a une autre adhésion',
    'billed-otherwise': 'facturé pour autre chose',
    'known-elsewhere': 'connu d’une autre organisation',
    'imported-again': 'nommé par une importation ultérieure',
    edited: 'modifié',
    'other-members': 'quelqu’un s’est joint',
    'owns-kept-account': 'titulaire d’un compte conservé',
    'member-kept': 'un membre est conservé',
  },
};
