import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';

export interface OwnerFacts {
  readonly organizationName: string;
  /** Of the one who is not written to; null for a placeholder. */
  readonly otherName: string | null;
}

/** To whoever owns an account from now on: letters and invoices are theirs (ID-18, ID-2). */
export const newOwnerLetter = (language: LetterLanguage, facts: OwnerFacts): LetterContent => ({
  language,
  ...toNewOwner[language](facts),
});

/** To whoever owned it until now. If they know nothing of it, this is where they learn. */
export const formerOwnerLetter = (language: LetterLanguage, facts: OwnerFacts): LetterContent => ({
  language,
  ...toFormerOwner[language](facts),
});

type Words = Record<LetterLanguage, (facts: OwnerFacts) => Omit<LetterContent, 'language'>>;

const toNewOwner: Words = {
  en: ({ organizationName, otherName }) => ({
    subject: `You are the owner of your account at ${organizationName}`,
    greeting: 'Hello,',
    paragraphs: [
      `${organizationName} has made you the owner of your family’s account${otherName ? `, in place of ${otherName}` : ''}. You answer for its members.`,
      'Invoices, statements and letters about the account go to you from now on. What is owed and what was paid stays with the account.',
    ],
    closing: [`If this is not what you agreed, please turn to ${organizationName}.`],
  }),
  fr: ({ organizationName, otherName }) => ({
    subject: `Votre compte auprès de ${organizationName} est à votre nom`,
    greeting: 'Bonjour,',
    paragraphs: [
      `${organizationName} vous a inscrit comme propriétaire du compte de votre famille${otherName ? `, à la place de ${otherName}` : ''}. Vous répondez de ses membres.`,
      'Les factures, relevés et messages du compte vous parviennent désormais. Ce qui est dû et ce qui a été payé reste au compte.',
    ],
    closing: [`Si ce n’est pas ce qui était convenu, adressez-vous à ${organizationName}.`],
  }),
  nl: ({ organizationName, otherName }) => ({
    subject: `U bent eigenaar van uw account bij ${organizationName}`,
    greeting: 'Dag,',
    paragraphs: [
      `${organizationName} heeft u eigenaar gemaakt van het account van uw gezin${otherName ? `, in plaats van ${otherName}` : ''}. U staat in voor de leden ervan.`,
      'Facturen, overzichten en berichten over het account gaan voortaan naar u. Wat verschuldigd en betaald is, blijft bij het account.',
    ],
    closing: [`Was dit niet afgesproken? Neem dan contact op met ${organizationName}.`],
  }),
};

const toFormerOwner: Words = {
  en: ({ organizationName, otherName }) => ({
    subject: `Your account at ${organizationName} has another owner`,
    greeting: 'Hello,',
    paragraphs: [
      `${organizationName} has made ${otherName ?? 'another member'} the owner of your family’s account. You stay a member of it.`,
      'Invoices and letters about it reach you no more. If you sign in, you see what is yours in it.',
    ],
    closing: [`If you did not ask for this, please turn to ${organizationName} at once.`],
  }),
  fr: ({ organizationName, otherName }) => ({
    subject: `Votre compte auprès de ${organizationName} change de propriétaire`,
    greeting: 'Bonjour,',
    paragraphs: [
      `${organizationName} a inscrit ${otherName ?? 'un autre membre'} comme propriétaire du compte de votre famille. Vous en restez membre.`,
      'Ses factures et messages ne vous parviennent plus. En vous connectant, vous y voyez ce qui vous concerne.',
    ],
    closing: [`Si vous ne l’avez pas demandé, adressez-vous sans attendre à ${organizationName}.`],
  }),
  nl: ({ organizationName, otherName }) => ({
    subject: `Uw account bij ${organizationName} heeft een andere eigenaar`,
    greeting: 'Dag,',
    paragraphs: [
      `${organizationName} heeft ${otherName ?? 'een ander lid'} eigenaar gemaakt van het account van uw gezin. U blijft er lid van.`,
      'Facturen en berichten erover ontvangt u niet meer. Logt u in, dan ziet u wat van u is.',
    ],
    closing: [`Hebt u hier niet om gevraagd? Neem dan meteen contact op met ${organizationName}.`],
  }),
};
