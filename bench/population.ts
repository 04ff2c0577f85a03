/** People and files made up from a seed: the same seed gives the same people, so that every measured run reads the same input. */

export interface Somebody {
  firstName: string;
  lastName: string;
  gender: 'M' | 'F';
  birthDate: string; // YYYY-MM-DD
}

const firstNames = {
  F: 'Léa Emma Alice Florence Rosalie Juliette Béatrice Charlotte Zoé Camille Noémie Océane Maëlle Élodie Éliane Anaïs Coralie Jade Sofia Olivia Hannah Sarah Megan Chloé Audrey Mégane Sandrine Geneviève Marie-Ève Anne-Sophie'.split(
    ' ',
  ),
  M: 'Liam Noah William Léo Thomas Édouard Félix Nathan Raphaël Jérôme Étienne Théo Zachary Jacob Samuel Antoine Xavier Loïc Gaël Benoît François Sébastien Jean-Luc Mathis Olivier Ethan Oliver James Daniel Hugo'.split(
    ' ',
  ),
};
const starts = 'Trem Gag Bou Ro Côt Ber Mor Lav For Gau Pel Cou Lé Des Bea Lan Mer Gir Pou Sim'.split(' ');
const ends = 'blay non chard berge é nier in igne tin thier letier ture vesque jardins ulieu glois cier ard lin ard-Roy'.split(' ');
const streets = 'rue Sainte-Catherine|boulevard René-Lévesque|avenue du Parc|rue de l’Église|Main Street|King Street|chemin du Lac'.split(
  '|',
);
const cities = 'Montréal|Québec|Trois-Rivières|Saint-Jérôme|Gatineau|Sherbrooke|Chicoutimi'.split('|');

/** Mulberry32: small, fast, good enough for made-up people. Returns numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)];
const day = (random: () => number, fromYear: number, toYear: number): string =>
  new Date(Date.UTC(fromYear, 0, 1) + Math.floor(random() * (toYear - fromYear + 1) * 365.25) * 86_400_000).toISOString().slice(0, 10);

function somebody(random: () => number, fromYear: number, toYear: number): Somebody {
  const gender = random() < 0.5 ? 'F' : 'M';
  return {
    firstName: pick(random, firstNames[gender]),
    lastName: pick(random, starts) + pick(random, ends),
    gender,
    birthDate: day(random, fromYear, toYear),
  };
}

/** Adults the federation knows before the import, each different by name, gender and birth date. */
export function population(count: number, seed = 1): Somebody[] {
  const random = randomFrom(seed);
  const known = new Map<string, Somebody>();
  while (known.size < count) {
    const person = somebody(random, 1935, 2004);
    known.set(`${person.firstName}|${person.lastName}|${person.gender}|${person.birthDate}`, person);
  }
  return [...known.values()];
}

export interface FileRow extends Somebody {
  address: string;
  city: string;
  postalCode: string;
  phone: string;
  email: string;
  membership: string;
  owner: { firstName: string; lastName: string; gender: 'M' | 'F'; email: string } | null;
}

/**
 * A valid file: of 20 rows 12 are new adults, 5 children (two and three siblings sharing an owner), 2 people already known,
 * and 1 looks like somebody known (one letter of the first name differs, same birth date).
 */
export function fileRows(count: number, known: readonly Somebody[], memberships: readonly string[], seed: number): FileRow[] {
  const random = randomFrom(seed);
  const rows: FileRow[] = [];
  const taken = new Set<string>();
  let nextKnown = Math.floor(random() * known.length);
  const one = (make: () => Somebody): Somebody => {
    for (;;) {
      const person = make();
      const key = `${person.lastName}|${person.birthDate}`; // No twins by accident: the mix is exact.
      if (taken.has(key)) continue;
      taken.add(key);
      return person;
    }
  };
  const aKnown = (): Somebody => known[(nextKnown = (nextKnown + 7919) % known.length)];
  let owner: FileRow['owner'] = null;
  let lastName = '';
  for (let index = 0; index < count; index++) {
    const slot = index % 20;
    const child = slot >= 12 && slot < 17;
    if (slot === 12 || slot === 14) {
      const parent = somebody(random, 1975, 1990);
      lastName = parent.lastName;
      owner = { firstName: parent.firstName, lastName, gender: parent.gender, email: `parent${seed}.${index}@example.org` };
    }
    const person = child
      ? one(() => ({ ...somebody(random, 2011, 2020), lastName }))
      : slot < 12
        ? one(() => somebody(random, 1950, 2003))
        : slot < 19
          ? one(aKnown)
          : one(() => misspelt(aKnown()));
    rows.push({
      ...person,
      address: `${1 + Math.floor(random() * 9000)}, ${pick(random, streets)}`,
      city: pick(random, cities),
      postalCode: `H${index % 10}X ${(index >> 3) % 10}Y${(index >> 6) % 10}`,
      phone: `514-555-${String(index % 10_000).padStart(4, '0')}`,
      email: child ? '' : `client${seed}.${index}@example.org`,
      membership: memberships[index % memberships.length],
      owner: child ? owner : null,
    });
  }
  return rows;
}

/** One more letter at the end of the first name: near enough to ask, never the same by the exact rule. */
const misspelt = (person: Somebody): Somebody => ({ ...person, firstName: `${person.firstName}e` });

export const header =
  'First name,Last name,Address,City,State/Province,Zip/Postal Code,Country,Phone,Gender,Email,Amilia ID,Birth date,Membership,Membership expiration date,Account owner first name,Account owner last name,Account owner gender,Account owner email';

export function csvOf(rows: readonly FileRow[]): string {
  const lines = rows.map((row) =>
    [
      row.firstName,
      row.lastName,
      row.address,
      row.city,
      'QC',
      row.postalCode,
      'Canada',
      row.phone,
      row.gender,
      row.email,
      '',
      `${row.birthDate.slice(5, 7)}/${row.birthDate.slice(8)}/${row.birthDate.slice(0, 4)}`,
      row.membership,
      '',
      row.owner?.firstName ?? '',
      row.owner?.lastName ?? '',
      row.owner?.gender ?? '',
      row.owner?.email ?? '',
    ]
      .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(','),
  );
  return `${[header, ...lines].join('\r\n')}\r\n`;
}
