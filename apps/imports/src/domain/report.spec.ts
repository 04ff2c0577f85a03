import { at } from './columns.js';
import { issue } from './issue.js';
import { unplanned } from './plan.js';
import { fileLine, headerLine, reportCell, rowLine } from './report.js';

const style = { width: 3, delimiter: ',', language: 'en' as const };

describe('the annotated file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1 514', "'+1 514"],
    ['-Jean', "'-Jean"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['a\nb', '"a\nb"'],
    ['Zoë', 'Zoë'],
    ['', ''],
  ])('IMP-18: %j stands as %j', (text, cell) => expect(reportCell(text, ',')).toBe(cell));

  it('IMP-18: begins with a mark, and keeps the columns of the file before its own', () => {
    expect(headerLine(['First name', 'x;y', 'City'], { ...style, delimiter: ';' })).toBe(
      '\ufeffFirst name;"x;y";City;Problem;Suggestion;Outcome;Client invoice;Corporate invoice;Row\r\n',
    );
    expect(headerLine([], { ...style, language: 'fr' })).toContain('Problème,Suggestion,Résultat');
  });

  it('IMP-19: every row as it stood in the file, with what was found and done', () => {
    const plan = { ...unplanned(7, 'invalid'), outcome: 'create' as const };
    const result = {
      row: 7,
      membershipId: 'm',
      clientInvoice: { id: 'c', number: 'C-12' },
      corporateInvoice: { id: 'f', number: 'F-9' },
      reusedPersonId: null,
      skipped: false,
    };
    expect(rowLine({ row: 7, cells: ['Ana', '=x'], issues: [], plan, result }, style)).toBe("Ana,'=x,,,,created,C-12,F-9,7\r\n");
    const issues = [
      issue(7, at.gender, 'imports.bad-gender', null, { value: 'x' }),
      issue(7, null, 'imports.bad-record', 'surplus', { found: 5, expected: 3 }),
    ];
    expect(rowLine({ row: 7, cells: ['Ana', 'b', 'c', 'd', 'e'], issues, plan: unplanned(7, 'invalid'), result: undefined }, style)).toBe(
      'Ana,b,"c,d,e","Gender: ""x"" is not a gender the import reads. The row has 5 values, the header only 3.",' +
        '"Write M or F, as a capital letter. Put values that contain a separator between quotation marks.",not imported,,,7\r\n',
    );
  });

  it('what is wrong with the file as a whole stands under its header', () =>
    expect(fileLine([issue(1, at.city, 'imports.bad-header', 'absent')], style)).toBe(
      ',,,"City: The column ""City"" is missing.","Add it, spelled as in the template.",,,,1\r\n',
    ));
});
