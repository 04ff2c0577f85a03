import { header as template, told } from '../../test/files.js';
import { at, columns } from './columns.js';
import { columnNamed, readHeader } from './header.js';
import { templateCsv } from './template.js';

describe('the header of a file', () => {
  it('IMP-3: has the columns of the template in its order, ten of them required', () => {
    expect(templateCsv('en')).toBe(
      'First name,Last name,Address,City,State/Province,Zip/Postal Code,Country,Phone,Gender,Email,Amilia ID,Birth date,Membership,' +
        'Membership expiration date,Account owner first name,Account owner last name,Account owner gender,Account owner email\r\n',
    );
    expect(columns.filter(({ required }) => required).map(({ header }) => header)).toEqual([
      'First name',
      'Last name',
      'Address',
      'City',
      'State/Province',
      'Zip/Postal Code',
      'Country',
      'Gender',
      'Birth date',
      'Membership',
    ]);
  });

  it('IMP-3: reads its own template in both languages, and marks the one whose letters need it', () => {
    for (const language of ['en', 'fr'] as const) {
      const cells = templateCsv(language).replace('\ufeff', '').trim().split(',');
      expect(readHeader(cells)).toMatchObject({ issues: [], header: { placeOf: columns.map((_, index) => index) } });
    }
    expect(templateCsv('fr').startsWith('\ufeffPrénom,')).toBe(true);
  });

  it.each([
    ['FIRST NAME', at.firstName],
    ['  first   name\u00a0', at.firstName],
    ['\ufeffFirst name', at.firstName],
    ['First name*', at.firstName],
    ['Gender (M or F)', at.gender],
    ['State / Province', at.province],
    ['E-mail', at.email],
    ['Prenom', at.firstName],
    ['DATE DE NAISSANCE', at.birthDate],
    ['Date d’expiration de l’adhésion', at.expiresOn],
  ])('IMP-3: knows %j', (name, column) => expect(columnNamed(name)).toBe(column));

  it('IMP-3: takes columns in any order, and does without optional ones', () => {
    const required = columns.filter((column) => column.required).map((column) => column.header);
    const { header, issues } = readHeader(required.toReversed());
    expect(issues).toEqual([]);
    expect(header.placeOf[at.membership]).toBe(0);
    expect(header.placeOf[at.ownerEmail]).toBe(-1);
  });

  it('refuses a required column that is missing, and any that is there twice', () => {
    const names = [...template.filter((name) => name !== 'City'), 'email'];
    expect(told(readHeader(names).issues)).toEqual([
      [1, 'Email', 'imports.bad-header', 'twice'],
      [1, 'City', 'imports.bad-header', 'absent'],
    ]);
  });

  it('ignores what it does not know with a warning, and columns without a name in silence', () =>
    expect(readHeader([...template, 'Shoe size', '', ' ']).issues).toMatchObject([
      { code: 'imports.unknown-column', params: { header: 'Shoe size' } },
    ]));
});
