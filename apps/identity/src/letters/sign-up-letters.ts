import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';

export interface SignUpFacts {
  readonly organizationName: string;
  readonly code: string;
  readonly minutes: number;
}

/** The code that proves an address (ID-15). */
export const codeLetter = (language: LetterLanguage, facts: SignUpFacts): LetterContent => ({ language, ...codeWords[language](facts) });

/** For an address that signs in already: whoever asked is told the same on the screen, and the owner here that nothing is missing. */
export const knownLetter = (language: LetterLanguage, facts: { organizationName: string; url: string }): LetterContent => ({
  language,
  ...knownWords[language](facts),
});

type Words<Facts> = Record<LetterLanguage, (facts: Facts) => Omit<LetterContent, 'language'>>;

const codeWords: Words<SignUpFacts> = {
  en: ({ organizationName, code, minutes }) => ({
    subject: `Your code for ${organizationName}`,
    greeting: 'Hello,',
    paragraphs: [`Enter this code to become a client of ${organizationName}:`],
    code,
    closing: [
      `It works for ${minutes} minutes; a newer code replaces it.`,
      'Give it to nobody. If you did not ask for it, ignore this letter.',
    ],
  }),
  fr: ({ organizationName, code, minutes }) => ({
    subject: `Votre code pour ${organizationName}`,
    greeting: 'Bonjour,',
    paragraphs: [`Entrez ce code pour devenir client de ${organizationName} :`],
    code,
    closing: [
      `Il est valable ${minutes} minutes; un code plus récent le remplace.`,
      'Ne le donnez à personne. Si vous ne l’avez pas demandé, ignorez ce message.',
    ],
  }),
  nl: ({ organizationName, code, minutes }) => ({
    subject: `Uw code voor ${organizationName}`,
    greeting: 'Dag,',
    paragraphs: [`Voer deze code in om klant te worden van ${organizationName}:`],
    code,
    closing: [
      `Hij werkt ${minutes} minuten; een nieuwere code vervangt hem.`,
      'Geef hem aan niemand. Niet gevraagd? Negeer dan dit bericht.',
    ],
  }),
};

const knownWords: Words<{ organizationName: string; url: string }> = {
  en: ({ organizationName, url }) => ({
    subject: `Your account with ${organizationName}`,
    greeting: 'Hello,',
    paragraphs: [
      `Somebody asked to become a client of ${organizationName} with this address. You have a sign-in already: use it, or choose a new password if you have forgotten it.`,
    ],
    link: { label: 'Sign in', url },
    closing: ['If it was not you, ignore this letter: nothing has changed.'],
  }),
  fr: ({ organizationName, url }) => ({
    subject: `Votre compte chez ${organizationName}`,
    greeting: 'Bonjour,',
    paragraphs: [
      `Quelqu’un a demandé à devenir client de ${organizationName} avec cette adresse. Vous avez déjà un accès : utilisez-le, ou choisissez un nouveau mot de passe si vous l’avez oublié.`,
    ],
    link: { label: 'Me connecter', url },
    closing: ['Si ce n’était pas vous, ignorez ce message : rien n’a changé.'],
  }),
  nl: ({ organizationName, url }) => ({
    subject: `Uw account bij ${organizationName}`,
    greeting: 'Dag,',
    paragraphs: [
      `Iemand vroeg om met dit adres klant te worden van ${organizationName}. U kunt al inloggen: doe dat, of kies een nieuw wachtwoord als u het vergeten bent.`,
    ],
    link: { label: 'Inloggen', url },
    closing: ['Was u het niet? Negeer dan dit bericht: er is niets veranderd.'],
  }),
};
