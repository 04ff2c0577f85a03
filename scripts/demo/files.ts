import { resaleHeader } from './header.js';
import { clubs, offers } from './world.js';
import { dice, familiesOf, type DemoRow } from './families.js';

/** Years of birth in the demo files count back from here; ages only ever grow, and the offers leave room. */
export const demoYear = 2026;

const clubRows = 420;

/** The name a club gives an offer: the federation's, in the club's first language. */
export const listingName = (club: { languages: readonly ('fr' | 'en')[] }, offerKey: string): string =>
  offers.find(({ key }) => key === offerKey)?.names[club.languages[0]] ?? offerKey;

/** What a club imports when the demo is set up. A few clients of one club are clients of the next one too. */
export function clientsOf(clubIndex: number): DemoRow[] {
  const own = familiesOf(clubIndex, clubs[clubIndex].slug, clubRows, demoYear);
  if (clubIndex === 0) return own;
  const previous = familiesOf(clubIndex - 1, clubs[clubIndex - 1].slug, clubRows, demoYear);
  const shared = previous
    .filter((row, index) => index % 40 === 7 && row.owner === null)
    .map((row) => ({ ...row, membership: otherMembership(row.membership) }));
  return [...own, ...shared];
}

const otherMembership = (membership: string): string => (membership === 'recreational' ? 'competitive' : 'recreational');

export function csvOf(rows: readonly DemoRow[], club: (typeof clubs)[number]): string {
  return `${[resaleHeader, ...rows.map((row) => cellsOf(row, club))].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function cellsOf(row: DemoRow, club: (typeof clubs)[number]): string[] {
  return [
    row.firstName,
    row.lastName,
    row.address,
    row.city,
    row.province,
    row.postalCode,
    row.country,
    row.phone,
    row.gender,
    row.email,
    '',
    usDate(row.birthDate),
    listingName(club, row.membership),
    '',
    row.owner?.firstName ?? '',
    row.owner?.lastName ?? '',
    row.owner?.gender ?? '',
    row.owner?.email ?? '',
  ];
}

const usDate = (day: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}` : day);
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * The secretary's file of the demo: about 2,000 clients of the first club. In the messy one some rows are damaged, each in one
 * of many ways; the repaired one is the same file put right. A few clients are already members, a few look like somebody known.
 */
export function secretaryFiles(): { messy: string; repaired: string } {
  const club = clubs[0];
  const roll = dice('the secretary of Rosemont');
  const members = familiesOf(0, club.slug, clubRows, demoYear);
  const rows = familiesOf(0, 'rosemont-nouveaux', 1960, demoYear);
  rows.push(...members.filter((_, index) => index % 30 === 3)); // Already held: skipped with a warning.
  rows.push(
    ...members
      .filter((row, index) => index % 42 === 5 && isAdult(row) && row.firstName.length > 4 && !rows.includes(row))
      .map((row) => ({ ...row, lastName: `${row.lastName}e`, membership: 'official' })), // Looks like somebody known.
  );
  const damaged = rows.map((row) => ({ ...row }));
  let next = 11;
  for (const damage of damages) {
    for (let times = 0; times < (damage.times ?? 4); times++) {
      const index = nextFitting(damaged, next, damage.fits);
      damaged[index] = damage.harm(damaged[index]);
      next = index + 7 + roll(8);
    }
  }
  const broken = csvOf(damaged, club).split('\r\n');
  broken[400] = broken[400].replace(/,([^,]*),/, ',"$1 "Ti-Guy",'); // Quotes inside a cell that nobody doubled.
  broken[800] = `${broken[800]},one cell too many`;
  const again = broken[1200];
  broken.splice(broken.length - 1, 0, again, broken[1300]); // The same person with the same membership, twice.
  return { messy: broken.join('\r\n'), repaired: csvOf(rows, club) };
}

interface Damage {
  times?: number;
  fits: (row: DemoRow) => boolean;
  harm: (row: DemoRow) => DemoRow;
}

const anybody = (): boolean => true;
const isAdult = (row: DemoRow): boolean => row.owner === null && Number(row.birthDate.slice(0, 4)) < demoYear - 25;
const hasOwner = (row: DemoRow): boolean => row.owner !== null;

const damages: readonly Damage[] = [
  { fits: anybody, harm: (row) => ({ ...row, lastName: '' }) },
  { fits: anybody, harm: (row) => ({ ...row, postalCode: '' }) },
  { fits: anybody, harm: (row) => ({ ...row, birthDate: '31/12/2012' }) }, // Day first
  { fits: anybody, harm: (row) => ({ ...row, birthDate: '02/30/2011' }) }, // No such day
  { fits: anybody, harm: (row) => ({ ...row, birthDate: '05/01/2062' }) }, // Not born yet
  { fits: anybody, harm: (row) => ({ ...row, gender: 'f' }) },
  { fits: anybody, harm: (row) => ({ ...row, gender: 'Female' }) },
  { fits: isAdult, harm: (row) => ({ ...row, email: 'courriel à demander' }) },
  { fits: anybody, harm: (row) => ({ ...row, membership: 'Gold' }) },
  { fits: anybody, harm: (row) => ({ ...row, membership: 'Duo' }) }, // Two listings bear that name
  { fits: isAdult, harm: (row) => ({ ...row, membership: 'preschool' }) },
  { times: 28, fits: isAdult, harm: (row) => ({ ...row, membership: 'elite' }) }, // The club may sell 25
  { fits: anybody, harm: (row) => ({ ...row, address: '=HYPERLINK("http://x")' }) },
  { fits: anybody, harm: (row) => ({ ...row, phone: '5.14555E+09' }) },
  { fits: anybody, harm: (row) => ({ ...row, city: '#N/A' }) },
  { fits: anybody, harm: (row) => ({ ...row, firstName: `${row.firstName} ${'très '.repeat(24)}long` }) },
  { fits: hasOwner, harm: (row) => ({ ...row, owner: row.owner && { ...row.owner, email: 'pas-de-courriel' } }) },
  { fits: hasOwner, harm: (row) => ({ ...row, owner: row.owner && { ...row.owner, firstName: 'Un autre nom' } }) }, // One e-mail, two names
];

function nextFitting(rows: readonly DemoRow[], from: number, fits: (row: DemoRow) => boolean): number {
  for (let index = from; index < rows.length; index++) if (fits(rows[index])) return index;
  throw new RangeError('the demo file is too short for its damages');
}
