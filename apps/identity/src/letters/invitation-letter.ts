import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';
import { longDay } from './long-day.js';

export interface InvitationFacts {
  readonly organizationName: string;
  readonly url: string;
  readonly expiresOn: string; // A day of the organization's calendar.
}

/** Asks an owner to let another organization see the account (ID-9), and says what that is. */
export const invitationLetter = (language: LetterLanguage, facts: InvitationFacts): LetterContent => ({
  language,
  ...words[language](facts, longDay(facts.expiresOn, language)),
});

const words: Record<LetterLanguage, (facts: InvitationFacts, day: string) => Omit<LetterContent, 'language'>> = {
  en: ({ organizationName, url }, day) => ({
    subject: `${organizationName} invites you`,
    greeting: 'Hello,',
    paragraphs: [
      `${organizationName} would like to have you as a client. You have an account already; you decide whether ${organizationName} may see it.`,
      'If you agree, it sees the members of your account with their names and birth dates, and your address. Everything else you told other organizations stays with them.',
      'You may take your consent back at any time.',
    ],
    link: { label: 'Agree or refuse', url },
    closing: [`The link works until ${day}.`, `If you do not know ${organizationName}, simply ignore this letter.`],
  }),
  fr: ({ organizationName, url }, day) => ({
    subject: `${organizationName} vous invite`,
    greeting: 'Bonjour,',
    paragraphs: [
      `${organizationName} aimerait vous compter parmi ses clients. Vous avez déjà un compte; c’est vous qui décidez si ${organizationName} peut le voir.`,
      'Si vous acceptez, elle voit les membres de votre compte avec leurs noms et dates de naissance, ainsi que votre adresse. Tout ce que vous avez confié à d’autres organisations y reste.',
      'Vous pouvez retirer votre accord à tout moment.',
    ],
    link: { label: 'Accepter ou refuser', url },
    closing: [`Le lien est valable jusqu’au ${day}.`, `Si vous ne connaissez pas ${organizationName}, ignorez simplement ce message.`],
  }),
  nl: ({ organizationName, url }, day) => ({
    subject: `${organizationName} nodigt u uit`,
    greeting: 'Dag,',
    paragraphs: [
      `${organizationName} heeft u graag als klant. U hebt al een account; u beslist of ${organizationName} het mag zien.`,
      'Als u toestemt, ziet die de leden van uw account met hun namen en geboortedatums, en uw adres. Al het andere dat u aan andere organisaties vertelde, blijft daar.',
      'U kunt uw toestemming op elk moment intrekken.',
    ],
    link: { label: 'Toestemmen of weigeren', url },
    closing: [`De link werkt tot en met ${day}.`, `Kent u ${organizationName} niet? Dan kunt u dit bericht negeren.`],
  }),
};
