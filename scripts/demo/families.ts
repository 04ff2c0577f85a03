import { createHash } from 'node:crypto';

/** One row of a club's file, by the columns of the template. */
export interface DemoRow {
  firstName: string;
  lastName: string;
  address: string;
  city: string;
  province: string;
  postalCode: string;
  country: string;
  phone: string;
  gender: string;
  email: string;
  birthDate: string; // YYYY-MM-DD here; written as the file wants it
  membership: string;
  owner: { firstName: string; lastName: string; gender: string; email: string } | null;
}

const given = {
  F: 'Léa Emma Alice Florence Rosalie Juliette Béatrice Charlotte Zoé Camille Noémie Océane Maëlle Élodie Éliane Anaïs Coralie Jade Sofia Olivia Hannah Sarah Megan Chloé Audrey Sandrine Geneviève Marie-Ève Anne-Sophie Danielle'.split(
    ' ',
  ),
  M: 'Liam Noah William Léo Thomas Édouard Félix Nathan Raphaël Jérôme Étienne Théo Zachary Jacob Samuel Antoine Xavier Loïc Gaël Benoît François Sébastien Jean-Luc Mathis Olivier Ethan James Daniel Hugo Martin'.split(
    ' ',
  ),
};
const family =
  'Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault St-Pierre Nadeau Martel Landry Bernier Richard Hébert Desjardins Couture Turcotte Lachance Parent Blais Savard Therrien Smith MacDonald O’Brien Campbell D’Amours L’Écuyer Nguyen Patel Öztürk'.split(
    ' ',
  );
const places: readonly (readonly [city: string, postal: string])[] = [
  ['Montréal', 'H1Y'],
  ['Québec', 'G1L'],
  ['Gatineau', 'J8T'],
  ['Sherbrooke', 'J1H'],
  ['Trois-Rivières', 'G8Z'],
  ['Saint-Jérôme', 'J7Z'],
  ['Chicoutimi', 'G7H'],
  ['Rimouski', 'G5L'],
  ['Pointe-Claire', 'H9R'],
  ['Westmount', 'H3Y'],
  ['Lévis', 'G6V'],
  ['Val-d’Or', 'J9P'],
];
const streets = [
  'rue Principale',
  'avenue du Parc',
  'rue de l’Église',
  'boulevard Saint-Joseph',
  'chemin du Lac',
  'rue Sainte-Anne',
  'Maple Street',
  'Elm Avenue',
];

/** Draws numbers from a seed: the same club always has the same families. */
export function dice(seed: string): (sides: number) => number {
  let block = createHash('sha256').update(seed).digest();
  let at = 0;
  return (sides) => {
    if (at + 4 > block.length) [block, at] = [createHash('sha256').update(block).digest(), 0];
    const value = block.readUInt32LE(at);
    at += 4;
    return value % sides;
  };
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The clients of a club: single adults, couples, children with a parent's name, twins, parents and children of the same name,
 * and a few children whose parent nobody wrote down. Years of birth count back from `year`.
 */
export function familiesOf(clubIndex: number, slug: string, atLeast: number, year: number): DemoRow[] {
  const roll = dice(`families of ${slug}`);
  const rows: DemoRow[] = [];
  const [city, postal] = places[clubIndex % places.length];
  const born = (age: number): string => `${year - age}-${two(1 + roll(12))}-${two(1 + roll(28))}`;
  for (let household = 0; rows.length < atLeast; household++) {
    const lastName = family[roll(family.length)];
    const home = {
      lastName,
      address: `${10 + roll(8000)}, ${streets[roll(streets.length)]}`,
      city,
      province: 'QC',
      postalCode: `${postal} ${roll(10)}${'ABCEGHJKLM'[roll(10)]}${roll(10)}`,
      country: 'Canada',
      phone: `514-555-${String(roll(10000)).padStart(4, '0')}`,
    };
    const parentGender = roll(2) === 0 ? 'F' : 'M';
    const parentFirst = given[parentGender][roll(30)];
    const email = `${plain(parentFirst)}.${plain(lastName)}.${slug}${household}@courriel.example`;
    const parent = { firstName: parentFirst, lastName, gender: parentGender, email };
    const adult = (age: number): DemoRow => ({ ...home, ...parent, birthDate: born(age), membership: adultMembership(roll), owner: null });
    const child = (age: number, gender: 'F' | 'M', firstName: string, birthDate: string, owner: DemoRow['owner']): DemoRow => ({
      ...home,
      firstName,
      gender,
      email: '',
      birthDate,
      membership: childMembership(age, roll),
      owner,
    });
    const kind = roll(20);
    if (kind < 9) {
      rows.push(adult(19 + roll(50)));
    } else if (kind < 15) {
      // A parent who skates too, with one to three children.
      const parentAge = 30 + roll(15);
      rows.push(adult(parentAge));
      for (let sibling = 0, count = 1 + roll(3); sibling < count; sibling++) {
        const [age, gender] = [4 + roll(12), roll(2) === 0 ? ('F' as const) : ('M' as const)];
        rows.push(child(age, gender, given[gender][(roll(10) + sibling * 10) % 30], born(age), parent));
      }
    } else if (kind < 17) {
      // Twins: the same birth date, another first name; the parent is no client.
      const age = 5 + roll(10);
      const birthDate = born(age);
      const firsts = ['Daniel', 'Danielle', 'Léa', 'Léo', 'Noémie', 'Noah'];
      const pair = roll(3) * 2;
      rows.push(child(age, 'M', firsts[pair] === 'Léa' ? 'Léo' : firsts[pair] === 'Noémie' ? 'Noah' : 'Daniel', birthDate, parent));
      rows.push(child(age, 'F', firsts[pair] === 'Daniel' ? 'Danielle' : firsts[pair], birthDate, parent));
    } else if (kind < 19) {
      // A child named after its parent: same name, same gender, a generation between them.
      const age = 8 + roll(8);
      rows.push(adult(age + 28));
      rows.push(child(age, parentGender, parentFirst, born(age), parent));
    } else {
      // Nobody wrote down whose child this is.
      const [age, gender] = [6 + roll(10), roll(2) === 0 ? ('F' as const) : ('M' as const)];
      rows.push(child(age, gender, given[gender][roll(30)], born(age), null));
    }
  }
  return rows;
}

const adultMembership = (roll: (sides: number) => number): string => ['adult', 'adult', 'coach', 'official', 'recreational'][roll(5)];

function childMembership(age: number, roll: (sides: number) => number): string {
  if (age <= 5) return 'preschool';
  if (age <= 11) return ['learn', 'learn', 'recreational'][roll(3)];
  return ['recreational', 'competitive'][roll(2)];
}
