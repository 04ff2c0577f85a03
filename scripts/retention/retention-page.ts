import {
  fieldOf,
  retentionsOf,
  staysIn,
  type PersonalData,
  type PersonalField,
  type PersonalTable,
} from '#platform/personal-data/personal-data';

export interface DeclaringService {
  readonly name: string;
  readonly personalData?: PersonalData;
}

/** Every field that is about people, in every service, on one page. Written from what the services declare and carry out. */
export function retentionPage(services: readonly DeclaringService[]): string {
  return [
    '# What is held of people, and how long',
    '',
    'Written by `npm run docs:retention` from `apps/*/src/personal-data.ts`, which is what exports, erasures and the hourly sweep carry out',
    '([ADR 26](adr/0026-erasing-people.md)). A spec of each service asks its database for columns that nobody declared. **Basis**: _contract_,',
    'to do what was agreed; _law_; _consent_; _interest_, a reason of the organization’s own that can be expected (GDPR, Art. 6).',
    '',
    ...services.flatMap(({ name, personalData }) => (personalData ? [`## ${name}`, '', ...personalData.tables.flatMap(section)] : [])),
  ].join('\n');
}

function section(table: PersonalTable): string[] {
  const fields = Object.entries(table.fields).map(([column, field]) => row(table, column, fieldOf(field)));
  const swept = retentionsOf(table).length > 0 ? ' The sweep sees to it.' : '';
  return [
    `### ${table.table}`,
    '',
    `${table.title}. Kept ${table.kept}.${swept} Basis: ${table.basis}. Export: ${told(table)}. Erasing: ${erasing(table)}.`,
    '',
    ...(fields.length > 0
      ? ['| Field | What it holds | Basis | Kept | Told | Erased |', '| --- | --- | --- | --- | --- | --- |', ...fields, '']
      : []),
  ];
}

const row = (table: PersonalTable, column: string, { what, basis, kept, secret, stays }: PersonalField): string =>
  `| \`${column}\` | ${what} | ${basis ?? table.basis} | ${kept ?? table.kept} | ${secret || table.unshown !== undefined ? 'no' : 'yes'} | ${goes(table, column, stays)} |`;

function goes(table: PersonalTable, column: string, stays: string | undefined): string {
  const { erasing: what } = table;
  const why = stays ?? staysIn(table);
  if (what === 'deleted') return 'deleted';
  if (why !== undefined) return `stays: ${why}`;
  return typeof what === 'object' && column in what ? 'emptied' : 'follows what it is made of';
}

const told = ({ unshown, own }: PersonalTable): string => (unshown !== undefined ? `no; ${unshown}` : own ? 'to the person alone' : 'yes');

const erasing = (table: PersonalTable): string => {
  const why = staysIn(table);
  if (why !== undefined) return `stays; ${why}`;
  const when = table.shared ? ', when nobody holds the person any more' : '';
  return `${table.erasing === 'deleted' ? 'deleted' : 'emptied'}${when}`;
};
