import type { LetterLanguage } from '#contracts/identity/new-account';
import type { LetterContent } from '#platform/mail/letter';

/** Who writes about sign-ins, which belong to no organization. */
export const writerOfSignIns = 'Tessera';

/** The link to choose a new password. */
export const resetLetter = (language: LetterLanguage, facts: { url: string; minutes: number }): LetterContent => ({
  language,
  ...reset[language](facts),
});

/** The code that proves a new username. */
export const usernameLetter = (language: LetterLanguage, facts: { code: string; minutes: number }): LetterContent => ({
  language,
  ...username[language](facts),
});

/** To an address that somebody wanted as a username while it is somebody else's. */
export const takenLetter = (language: LetterLanguage): LetterContent => ({ language, ...taken[language]({}) });

/** To the earlier address: if it was not the owner, this is where they learn of it. */
export const usernameChangedLetter = (language: LetterLanguage): LetterContent => ({ language, ...changed[language]({}) });

type Words<Facts> = Record<LetterLanguage, (facts: Facts) => Omit<LetterContent, 'language'>>;

const reset: Words<{ url: string; minutes: number }> = {
  en: ({ url, minutes }) => ({
    subject: 'Choose a new password',
    greeting: 'Hello,',
    paragraphs: ['Somebody asked to choose a new password for this address.'],
    link: { label: 'Choose a new password', url },
    closing: [`The link works once, for ${minutes} minutes.`, 'If it was not you, ignore this letter: your password stays as it is.'],
  }),
  fr: ({ url, minutes }) => ({
    subject: 'Choisissez un nouveau mot de passe',
    greeting: 'Bonjour,',
    paragraphs: ['Quelqu’un a demandé à choisir un nouveau mot de passe pour cette adresse.'],
    link: { label: 'Choisir un nouveau mot de passe', url },
    closing: [
      `Le lien fonctionne une fois, pendant ${minutes} minutes.`,
      'Si ce n’était pas vous, ignorez ce message : votre mot de passe reste le même.',
    ],
  }),
  nl: ({ url, minutes }) => ({
    subject: 'Kies een nieuw wachtwoord',
    greeting: 'Dag,',
    paragraphs: ['Iemand vroeg om voor dit adres een nieuw wachtwoord te kiezen.'],
    link: { label: 'Een nieuw wachtwoord kiezen', url },
    closing: [
      `De link werkt één keer, gedurende ${minutes} minuten.`,
      'Was u het niet? Negeer dan dit bericht: uw wachtwoord blijft hetzelfde.',
    ],
  }),
};

const username: Words<{ code: string; minutes: number }> = {
  en: ({ code, minutes }) => ({
    subject: 'Your new username',
    greeting: 'Hello,',
    paragraphs: ['Enter this code to sign in with this address from now on:'],
    code,
    closing: [`It works for ${minutes} minutes.`, 'Give it to nobody. If you did not ask for it, ignore this letter.'],
  }),
  fr: ({ code, minutes }) => ({
    subject: 'Votre nouveau nom d’utilisateur',
    greeting: 'Bonjour,',
    paragraphs: ['Entrez ce code pour vous connecter désormais avec cette adresse :'],
    code,
    closing: [`Il est valable ${minutes} minutes.`, 'Ne le donnez à personne. Si vous ne l’avez pas demandé, ignorez ce message.'],
  }),
  nl: ({ code, minutes }) => ({
    subject: 'Uw nieuwe gebruikersnaam',
    greeting: 'Dag,',
    paragraphs: ['Voer deze code in om voortaan met dit adres in te loggen:'],
    code,
    closing: [`Hij werkt ${minutes} minuten.`, 'Geef hem aan niemand. Niet gevraagd? Negeer dan dit bericht.'],
  }),
};

const taken: Words<object> = {
  en: () => ({
    subject: 'You have a sign-in with this address',
    greeting: 'Hello,',
    paragraphs: [
      'Somebody wanted to use this address as the username of another sign-in. It is the username of yours already; nothing has changed.',
    ],
    closing: ['If it was you: sign in with this address, or choose another one.'],
  }),
  fr: () => ({
    subject: 'Vous avez déjà un accès avec cette adresse',
    greeting: 'Bonjour,',
    paragraphs: [
      'Quelqu’un a voulu utiliser cette adresse comme nom d’utilisateur d’un autre accès. C’est déjà le vôtre; rien n’a changé.',
    ],
    closing: ['Si c’était vous : connectez-vous avec cette adresse, ou choisissez-en une autre.'],
  }),
  nl: () => ({
    subject: 'U hebt al een login met dit adres',
    greeting: 'Dag,',
    paragraphs: ['Iemand wilde dit adres als gebruikersnaam van een andere login gebruiken. Het is al de uwe; er is niets veranderd.'],
    closing: ['Was u het zelf? Log dan in met dit adres, of kies een ander.'],
  }),
};

const changed: Words<object> = {
  en: () => ({
    subject: 'Your username has changed',
    greeting: 'Hello,',
    paragraphs: ['From now on you sign in with another address than this one.'],
    closing: ['If it was not you, write to the organization whose client you are at once.'],
  }),
  fr: () => ({
    subject: 'Votre nom d’utilisateur a changé',
    greeting: 'Bonjour,',
    paragraphs: ['Vous vous connectez désormais avec une autre adresse que celle-ci.'],
    closing: ['Si ce n’était pas vous, écrivez tout de suite à l’organisation dont vous êtes client.'],
  }),
  nl: () => ({
    subject: 'Uw gebruikersnaam is gewijzigd',
    greeting: 'Dag,',
    paragraphs: ['Voortaan logt u in met een ander adres dan dit.'],
    closing: ['Was u het niet? Schrijf dan meteen naar de organisatie waarvan u klant bent.'],
  }),
};
