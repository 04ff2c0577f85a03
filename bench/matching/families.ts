import { foldName } from '#kernel/names';
import type { Person, Population, Random } from './people.js';
import { pick } from './people.js';

/*
 * People of one family who look alike on paper, each of them somebody: the network knows one, and the other is entered. Truth first,
 * as everywhere; what is written of them goes wrong as always.
 */

export const kinds = ['twins', 'near-name twins', 'parent and child', 'siblings', 'couple', 'namesakes next door'] as const;
export type FamilyKind = (typeof kinds)[number];

export interface Pair {
  readonly kind: FamilyKind;
  readonly known: Person;
  readonly entered: Person;
}

const nearNames =
  `Daniel/Danielle Michel/Michèle Gabriel/Gabrielle Joël/Joëlle Frédéric/Frédérique Emmanuel/Emmanuelle Pascal/Pascale René/Renée André/Andrée
  Emma/Emmy Léa/Léo Mia/Mya Noah/Noé Jade/Jane Lara/Laura Lina/Lena Tim/Tom Jean-Luc/Jean-Marc Marie-Ève/Marie-Pier Alexandre/Alexandra Alexis/Alexia
  Julien/Julie Louis/Louise Simon/Simone Martin/Martine Justin/Justine Christian/Christiane Valentin/Valentine Victor/Victoria Chloé/Cléo Maëlle/Gaëlle
  Sofia/Sophie Emilie/Émile Anna/Hanna Ella/Ela Olivier/Olivia Samuel/Samuelle Yan/Yann Jonas/Jona Mathis/Mathias Thomas/Tomas Sara/Sarah Kim/Tim`
    .split(/\s+/)
    .map((pair) => pair.split('/') as [string, string]);

/** As many of each kind. */
export function familyPairs(population: Population, many: number, random: Random): Pair[] {
  const pairs: Pair[] = [];
  const { people } = population;
  let id = people.length;
  const like = (person: Person, changes: Partial<Person>): Person => ({ ...person, ...changes, id: id++ });
  const otherName = (person: Person): string => {
    for (;;) {
      const other = pick(random, people);
      if (other.gender === person.gender && foldName(other.firstName) !== foldName(person.firstName)) return other.firstName;
    }
  };
  const moved = (day: string, years: number): string => {
    const year = Number(day.slice(0, 4)) + years;
    const two = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');
    return `${year}-${two(12)}-${two(28)}`;
  };
  for (let i = 0; i < many; i++) {
    const person = like(people[i], {}); // A household each: nobody is in two pairs.
    const child = like(people[many + i], {
      birthDate: moved(people[many + i].birthDate, 2014 - Number(people[many + i].birthDate.slice(0, 4))),
    });
    const [one, other] = pick(random, nearNames);
    const twin = like(child, {
      lastName: pick(random, people).lastName,
      birthDate: moved(child.birthDate, 1),
      firstName: one,
      gender: 'M',
    });
    pairs.push(
      { kind: 'twins', known: child, entered: like(child, { firstName: otherName(child) }) },
      { kind: 'near-name twins', known: twin, entered: like(twin, { firstName: other, gender: random() < 0.5 ? 'M' : 'F' }) },
      {
        kind: 'parent and child',
        known: person,
        entered: like(person, { birthDate: moved(person.birthDate, 20 + Math.floor(random() * 20)) }),
      },
      {
        kind: 'siblings',
        known: child,
        entered: like(child, { firstName: otherName(child), birthDate: moved(child.birthDate, 1 + Math.floor(random() * 6)) }),
      },
      {
        kind: 'couple',
        known: person,
        entered: like(person, {
          firstName: otherName(person),
          gender: person.gender === 'F' ? 'M' : 'F',
          birthDate: moved(person.birthDate, Math.floor(random() * 4)),
        }),
      },
      {
        kind: 'namesakes next door',
        known: person,
        entered: like(person, {
          birthDate: pick(random, people).birthDate,
          phone: pick(random, people).phone,
          email: `n${i}@mail.example`,
          household: -1,
        }),
      },
    );
  }
  return pairs;
}
