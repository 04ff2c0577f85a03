import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';
import { longDay } from './long-day.js';

export interface ActivationFacts {
  readonly organizationName: string;
  readonly firstName: string;
  readonly url: string;
  readonly expiresOn: string; // A day of the organization's calendar.
}

/** The request to activate an account (ID-12). */
export const activationLetter = (language: LetterLanguage, facts: ActivationFacts): LetterContent => ({
  language,
  ...words[language](facts, longDay(facts.expiresOn, language)),
});

const words: Record<LetterLanguage, (facts: ActivationFacts, day: string) => Omit<LetterContent, 'language'>> = {
  en: ({ organizationName, firstName, url }, day) => ({
    subject: `Activate your account with ${organizationName}`,
    greeting: `Hello ${firstName},`,
    paragraphs: [`${organizationName} has opened an account for you. Confirm your e-mail address and choose a password to use it.`],
    link: { label: 'Activate my account', url },
    closing: [`The link works until ${day}.`, `If you do not know ${organizationName}, simply ignore this letter.`],
  }),
  fr: ({ organizationName, firstName, url }, day) => ({
    subject: `Activez votre compte chez ${organizationName}`,
    greeting: `Bonjour ${firstName},`,
    paragraphs: [
      `${organizationName} vous a ouvert un compte. Confirmez votre adresse de courriel et choisissez un mot de passe pour l’utiliser.`,
    ],
    link: { label: 'Activer mon compte', url },
    closing: [`Le lien est valable jusqu’au ${day}.`, `Si vous ne connaissez pas ${organizationName}, ignorez simplement ce message.`],
  }),
  nl: ({ organizationName, firstName, url }, day) => ({
    subject: `Activeer uw account bij ${organizationName}`,
    greeting: `Dag ${firstName},`,
    paragraphs: [
      `${organizationName} heeft een account voor u geopend. Bevestig uw e-mailadres en kies een wachtwoord om het te gebruiken.`,
    ],
    link: { label: 'Mijn account activeren', url },
    closing: [`De link werkt tot en met ${day}.`, `Kent u ${organizationName} niet? Dan kunt u dit bericht negeren.`],
  }),
};
