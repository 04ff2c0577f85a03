import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';
import { longDay } from './long-day.js';

export interface FamilyFacts {
  readonly ownerName: string;
  readonly firstName: string;
  readonly url: string;
  readonly expiresOn: string;
}

/** Invites a member to a login of their own on the account of their family (ID-21), and says what they will see. */
export const familyLetter = (language: LetterLanguage, facts: FamilyFacts): LetterContent => ({
  language,
  ...words[language](facts, longDay(facts.expiresOn, language)),
});

const words: Record<LetterLanguage, (facts: FamilyFacts, day: string) => Omit<LetterContent, 'language'>> = {
  en: ({ ownerName, firstName, url }, day) => ({
    subject: `${ownerName} invites you to your family’s account`,
    greeting: `Hello ${firstName},`,
    paragraphs: [
      `${ownerName} would like you to have a login of your own to your family’s account.`,
      'You will see and change what is yours. What others in the account hold, and what is paid, stays with its owner.',
    ],
    link: { label: 'Accept', url },
    closing: [`The link works until ${day}.`, `If you do not know ${ownerName}, simply ignore this letter.`],
  }),
  fr: ({ ownerName, firstName, url }, day) => ({
    subject: `${ownerName} vous invite au compte de votre famille`,
    greeting: `Bonjour ${firstName},`,
    paragraphs: [
      `${ownerName} aimerait que vous ayez votre propre accès au compte de votre famille.`,
      'Vous y verrez et modifierez ce qui vous concerne. Ce qui touche les autres membres, et les paiements, reste à son propriétaire.',
    ],
    link: { label: 'Accepter', url },
    closing: [`Le lien est valable jusqu’au ${day}.`, `Si vous ne connaissez pas ${ownerName}, ignorez simplement ce message.`],
  }),
  nl: ({ ownerName, firstName, url }, day) => ({
    subject: `${ownerName} nodigt u uit voor het account van uw gezin`,
    greeting: `Dag ${firstName},`,
    paragraphs: [
      `${ownerName} geeft u graag een eigen login op het account van uw gezin.`,
      'U ziet en wijzigt wat van u is. Wat van de anderen is, en wat betaald wordt, blijft bij de eigenaar.',
    ],
    link: { label: 'Aanvaarden', url },
    closing: [`De link werkt tot en met ${day}.`, `Kent u ${ownerName} niet? Dan kunt u dit bericht negeren.`],
  }),
};
