import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';

/** To the username: a sign-in can be opened another way from now on. If it was not the owner, this is where they learn of it. */
export const linkedLetter = (language: LetterLanguage, facts: { provider: string }): LetterContent => ({
  language,
  ...linked[language](facts),
});

const linked: Record<LetterLanguage, (facts: { provider: string }) => Omit<LetterContent, 'language'>> = {
  en: ({ provider }) => ({
    subject: `You can now sign in with ${provider}`,
    greeting: 'Hello,',
    paragraphs: [`Your sign-in was linked to ${provider}. Your password still works.`],
    closing: ['If it was not you, choose a new password at once, by the link for forgotten ones: that ends every session and every link.'],
  }),
  fr: ({ provider }) => ({
    subject: `Vous pouvez désormais vous connecter avec ${provider}`,
    greeting: 'Bonjour,',
    paragraphs: [`Votre accès a été lié à ${provider}. Votre mot de passe reste valable.`],
    closing: [
      'Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe par « mot de passe oublié » : toutes les sessions et tous les liens prennent fin.',
    ],
  }),
  nl: ({ provider }) => ({
    subject: `U kunt nu inloggen met ${provider}`,
    greeting: 'Dag,',
    paragraphs: [`Uw login is gekoppeld aan ${provider}. Uw wachtwoord blijft werken.`],
    closing: [
      'Was u het niet? Kies dan meteen een nieuw wachtwoord via “wachtwoord vergeten”: dat beëindigt elke sessie en elke koppeling.',
    ],
  }),
};
