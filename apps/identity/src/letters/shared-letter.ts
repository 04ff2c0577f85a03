import type { LetterLanguage } from '#contracts/identity/new-account';
import type { SharedField } from '#contracts/identity/shared-fields';
import type { LetterContent } from '#platform/mail/letter';

export interface SharedFacts {
  readonly organizationName: string;
  readonly name: string;
  readonly changed: readonly SharedField[];
}

/** Tells an owner that something about a member changed for every organization (ID-3). What it was or is stands in no letter. */
export const sharedLetter = (language: LetterLanguage, { changed, ...facts }: SharedFacts): LetterContent => {
  const { fields, say } = words[language];
  const named = new Intl.ListFormat(language, { type: 'conjunction' }).format(changed.map((field) => fields[field]));
  return { language, ...say({ ...facts, named }) };
};

interface Words {
  readonly fields: Record<SharedField, string>;
  readonly say: (facts: { organizationName: string; name: string; named: string }) => Omit<LetterContent, 'language'>;
}

const words: Record<LetterLanguage, Words> = {
  en: {
    fields: { firstName: 'first name', lastName: 'last name', birthDate: 'birth date', picture: 'picture' },
    say: ({ organizationName, name, named }) => ({
      subject: `${organizationName} changed what is known of ${name}`,
      greeting: 'Hello,',
      paragraphs: [
        `${organizationName} changed this about ${name}: ${named}.`,
        'Every organization that knows them shares this, so it has changed for all of them. All else they keep apart.',
      ],
      closing: [`If it is not right, please turn to ${organizationName}, or correct it where you sign in.`],
    }),
  },
  fr: {
    fields: { firstName: 'le prénom', lastName: 'le nom', birthDate: 'la date de naissance', picture: 'la photo' },
    say: ({ organizationName, name, named }) => ({
      subject: `${organizationName} a modifié ce qui est connu de ${name}`,
      greeting: 'Bonjour,',
      paragraphs: [
        `${organizationName} a modifié, pour ${name} : ${named}.`,
        'Toutes les organisations qui la ou le connaissent partagent ces données : elles ont changé pour toutes. Le reste demeure propre à chacune.',
      ],
      closing: [`Si ce n’est pas exact, adressez-vous à ${organizationName}, ou corrigez-le en vous connectant.`],
    }),
  },
  nl: {
    fields: { firstName: 'voornaam', lastName: 'achternaam', birthDate: 'geboortedatum', picture: 'foto' },
    say: ({ organizationName, name, named }) => ({
      subject: `${organizationName} wijzigde wat over ${name} bekend is`,
      greeting: 'Dag,',
      paragraphs: [
        `${organizationName} wijzigde voor ${name}: ${named}.`,
        'Elke organisatie die deze persoon kent, deelt dit; het is dus voor alle gewijzigd. Al het andere houdt elke organisatie voor zich.',
      ],
      closing: [`Klopt het niet? Neem contact op met ${organizationName}, of verbeter het waar u inlogt.`],
    }),
  },
};
