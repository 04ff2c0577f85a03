import { randomFrom } from '../population.js';

/*
 * People as they truly are, from a seed: households with parents, children, twins, couples with and without one name, parents who
 * hand on their own. Fixed before any record of them is written; `records.ts` writes the records, errors and all.
 */

export interface Person {
  readonly id: number;
  readonly household: number;
  readonly gender: 'M' | 'F';
  readonly firstName: string;
  readonly lastName: string;
  /** Her name before a marriage, or the one she uses beside it. */
  readonly otherLastName: string | null;
  readonly birthDate: string;
  readonly address: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly email: string;
}

export interface Population {
  readonly people: readonly Person[];
  readonly households: ReadonlyMap<number, readonly Person[]>;
}

export type Random = () => number;
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)];

const girls =
  `Emma Léa Olivia Alice Charlotte Florence Rosalie Juliette Zoé Camille Chloé Jade Béatrice Éva Mila Sofia Julia Sarah Maëlle Noémie Élodie Éliane Anaïs
  Coralie Hannah Megan Audrey Mégane Sandrine Geneviève Marie-Ève Anne-Sophie Marie-Pier Marie-Claude Isabelle Nathalie Sylvie Catherine Stéphanie
  Mélanie Caroline Véronique Valérie Julie Annie Karine Martine Manon Chantal Johanne Diane Louise Lise Nicole Monique Denise Ginette Suzanne Françoise
  Hélène Lucie Danielle Gabrielle Michèle Joëlle Emmanuelle Frédérique Andrée Renée Jennifer Jessica Elizabeth Katherine Margaret Susan Deborah Patricia
  Rebecca Samantha Victoria Emily Abigail Madison Ella Grace Lily Chelsea Amanda Fatima Amina Priya Mei Ana Maria Johanna Wilhelmina Katrien Liesbeth
  Anneke Sanne Femke Lotte Fleur Eline Hanneke Emmy Emilie Lara Laura Lena Lina Lisa Louane Romane Inès Margaux Mathilde Clara Clémence Ophélie`.split(
    /\s+/,
  );
const boys =
  `Liam Noah William Léo Thomas Édouard Félix Nathan Raphaël Jérôme Étienne Théo Zachary Jacob Samuel Antoine Xavier Loïc Gaël Benoît François Sébastien
  Jean-Luc Jean-François Jean-Philippe Jean-Pierre Pierre-Luc Marc-André Mathis Olivier Ethan Oliver James Daniel Hugo Alexandre Nicolas Maxime Gabriel
  Michel André René Joël Emmanuel Frédéric Pierre Jacques Claude Robert Alain Denis Guy Yves Luc Serge Gilles Normand Réal Marcel Roger Martin Patrick
  Éric Stéphane Christian Simon Vincent Philippe Mathieu Guillaume Jonathan David Michael Christopher Matthew Joseph Anthony Benjamin Alexander Edward
  Richard Charles Kevin Steven Mohamed Youssef Omar Arjun Wei Carlos Luis Johannes Hendrik Willem Pieter Cornelis Dirk Daan Sem Lucas Bram Thijs Jan
  Ruben Arthur Jules Louis Gabin Timéo Adam Tristan Émile Arnaud Justin Tommy Cédric Yannick Ludovic Fabrice Thierry Laurent`.split(/\s+/);
const families =
  `Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher
  Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault Saint-Pierre Nadeau Martin Landry Martel Bédard Grenier Lessard
  Bernier Richard Michaud Hébert Desjardins Couture Turcotte Lachance Parent Blais Gosselin Savard Proulx Beaudoin Demers Perreault Boudreau Lemieux Cyr
  Perron Dufour Dion Mercier Bolduc Bérubé Boisvert Langlois Ménard Therrien Plante Bilodeau Smith Brown Wilson Johnson Williams Jones MacDonald Taylor
  Campbell Anderson Singh Nguyen Lee Li Wang Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Jansen Bakker Visser Smit O’Neill D’Amour
  L’Heureux McCarthy Patel Kowalski Rossi Silva Haddad Khan`.split(/\s+/);
const longFamilies = ['de Vries', 'van den Berg', 'de Jong', 'van der Meer', 'Le Blanc', 'De la Cruz', 'Saint-Jean', 'St-Onge'];

const starts =
  'Bel Bou Cha Cor Dau Des Du Fau Fer Gau Gir Gre Ha La Lam Le Mar Mau Mon Nor Pel Per Ra Ri Rou Sa Ta Tou Val Ver Vi Bro Cla Dra Ke'.split(
    ' ',
  );
const middles = 'a an be cha de e ga gi i la lan lin ma mi mon na ne ni pe qui ra ri ro se ta te ti tou van ve vi zo'.split(' ');
const ends =
  'ault bert chon court dieu eau elle er eux gnac ier in let lier mont nard net neau on ot quet rand ron sac teau tier ton ville vin wick sen ski'.split(
    ' ',
  );

const streets =
  'rue Sainte-Catherine|boulevard René-Lévesque|avenue du Parc|rue de l’Église|Main Street|King Street|chemin du Lac|Kerkstraat|rue Haute'.split(
    '|',
  );

/** Names by how common they are: a few that many have, and a long tail (Zipf). */
class Names {
  private readonly names: readonly string[];
  private readonly upTo: Float64Array;

  constructor(common: readonly string[], tail: number, random: Random, steepness: number) {
    const made = new Set(common);
    while (made.size < common.length + tail)
      made.add(pick(random, starts) + (random() < 0.6 ? pick(random, middles) : '') + pick(random, ends));
    this.names = [...made];
    this.upTo = new Float64Array(this.names.length);
    let sum = 0;
    for (let rank = 0; rank < this.names.length; rank++) this.upTo[rank] = sum += 1 / (rank + 12) ** steepness;
  }

  draw(random: Random): string {
    const at = random() * this.upTo[this.upTo.length - 1];
    let [low, high] = [0, this.upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.upTo[middle] < at) low = middle + 1;
      else high = middle;
    }
    return this.names[low];
  }
}

const day = (random: Random, fromYear: number, toYear: number): string =>
  new Date(Date.UTC(fromYear, 0, 1) + Math.floor(random() * (toYear - fromYear + 1) * 365.25) * 86_400_000).toISOString().slice(0, 10);

/** The same for every seed: people of two populations are called alike. */
const random = randomFrom(1);
const given = { F: new Names(girls, 1500, random, 0.9), M: new Names(boys, 1500, random, 0.9) };
const last = new Names([...families, ...longFamilies], 30_000, random, 0.85);

/** At least so many people, in whole households. */
export function populate(count: number, seed: number): Population {
  const random = randomFrom(seed);
  const people: Person[] = [];
  const households = new Map<number, Person[]>();
  for (let household = 1; people.length < count; household++) {
    const members = aHousehold(random, household, people.length);
    households.set(household, members);
    people.push(...members);
  }
  return { people, households };
}

function aHousehold(random: Random, household: number, firstId: number): Person[] {
  const home = {
    household,
    address: `${1 + Math.floor(random() * 9000)}, ${pick(random, streets)}`,
    postalCode: `${pick(random, [...'GHJKM'])}${Math.floor(random() * 10)}${pick(random, [...'ABCEHLMNPRSTVX'])} ${Math.floor(random() * 10)}${pick(random, [...'ABCEHLMNPRSTVX'])}${Math.floor(random() * 10)}`,
  };
  const members: Person[] = [];
  const familyPhone = aPhone(random);
  let familyEmail = '';
  const add = (
    person: Pick<Person, 'gender' | 'firstName' | 'lastName' | 'birthDate'> & { otherLastName?: string | null; child?: boolean },
  ): void => {
    const { child, otherLastName = null, ...who } = person;
    const email =
      child && random() < 0.8 && familyEmail
        ? familyEmail
        : `${who.firstName}.${household}.${firstId + members.length}@mail.example`.toLowerCase();
    familyEmail ||= email;
    const phone = child ? (random() < 0.8 ? familyPhone : aPhone(random)) : random() < 0.4 ? familyPhone : aPhone(random);
    members.push({ ...home, ...who, otherLastName, id: firstId + members.length, phone, email });
  };
  const kind = random();
  const gender = random() < 0.5 ? 'F' : 'M';
  const [own, partners] = [last.draw(random), last.draw(random)];
  const bornFrom = kind < 0.45 ? 1972 : 1940;
  add({
    gender,
    firstName: given[gender].draw(random),
    lastName: own,
    otherLastName: gender === 'F' && random() < 0.25 ? last.draw(random) : null,
    birthDate: day(random, bornFrom, bornFrom + 25),
  });
  if (random() < 0.65) {
    const other = gender === 'F' ? 'M' : 'F';
    const shared = random() < 0.4;
    add({
      gender: other,
      firstName: given[other].draw(random),
      lastName: shared ? own : partners,
      otherLastName: shared && other === 'F' ? partners : null,
      birthDate: day(random, bornFrom, bornFrom + 25),
    });
  }
  if (kind < 0.45) addChildren(random, members, add, own, partners);
  return members;
}

function addChildren(
  random: Random,
  parents: readonly Person[],
  add: (child: { gender: 'F' | 'M'; firstName: string; lastName: string; birthDate: string; child: boolean }) => void,
  own: string,
  partners: string,
): void {
  const lastName = random() < 0.12 ? `${own}-${partners}` : own;
  const [parent] = parents;
  const taken = new Set<string>();
  for (let many = 1 + Math.floor(random() * 3), i = 0; i < many; i++) {
    const birthDate = day(random, 2005 + 5 * i, 2009 + 5 * i);
    for (const twin of random() < 0.025 ? [false, true] : [false]) {
      const gender = random() < 0.5 ? 'F' : 'M';
      const handedOn = !twin && gender === parent.gender && random() < 0.012;
      let firstName = handedOn ? parent.firstName : given[gender].draw(random);
      while (taken.has(firstName)) firstName = given[gender].draw(random);
      taken.add(firstName);
      add({ gender, firstName, lastName, birthDate, child: true });
    }
  }
}

const aPhone = (random: Random): string =>
  `${pick(random, ['514', '418', '450', '819'])}-${200 + Math.floor(random() * 800)}-${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
