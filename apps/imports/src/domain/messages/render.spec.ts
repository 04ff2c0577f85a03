import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { at } from '../columns.js';
import { issue, severities } from '../issue.js';
import { en, enPieces } from './en.js';
import { fr, frPieces } from './fr.js';
import { render } from './render.js';

const codeOf = (key: string): string => key.split('.').slice(0, 2).join('.');

describe('what is wrong, in words', () => {
  it('every code has a wording in both languages, and no wording is without a code', () => {
    const codes = Object.keys(severities).sort();
    expect([...new Set(Object.keys(en).map(codeOf))].sort()).toEqual(codes);
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    expect(Object.keys(frPieces).sort()).toEqual(Object.keys(enPieces).sort());
  });

  it('a translation uses the same parameters, and is one', () => {
    const parameters = (text: string | null): string[] => [...new Set((text ?? '').match(/\{\w+\}/g))].sort();
    for (const [key, { detail, suggestion }] of Object.entries(en)) {
      const other = fr[key as keyof typeof fr];
      expect([key, parameters(other.detail), parameters(other.suggestion)]).toEqual([key, parameters(detail), parameters(suggestion)]);
      expect(other.detail).not.toBe(detail);
      expect(other.suggestion === null).toBe(suggestion === null);
    }
  });

  it('every variant the rules name has a wording', () => {
    const domain = fileURLToPath(new URL('../', import.meta.url));
    const sources = [domain, join(domain, '../reading/')].flatMap((folder) => readdirSync(folder).filter((name) => /^(?!.*spec).*\.ts$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'))); // prettier-ignore
    const named = sources.flatMap((source) =>
      [...source.matchAll(/'(imports\.[a-z-]+)',\s*'([a-z-]+)'/g)].map(([, code, variant]) => `${code}.${variant}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((key) => !(key in en))).toEqual([]);
  });

  it('says it in the reader’s language, with the column as that language calls it', () => {
    const missing = issue(2, at.lastName, 'imports.missing');
    expect(render(missing, 'en')).toEqual({ detail: '"Last name" is required.', suggestion: 'Fill in a value.' });
    expect(render(missing, 'fr').detail).toBe('« Nom de famille » est obligatoire.');
  });

  it('explains who may hold a membership by the rules that apply', () =>
    expect(render(issue(2, at.membership, 'imports.not-eligible', null, { value: 'Junior', maxAge: 17, gender: 'F' }), 'en').detail).toBe(
      'This person may not hold "Junior": at most 17 years old, for women and girls.',
    ));

  it('leaves out what is not known', () => {
    const held = (params: Record<string, string>) =>
      render(issue(2, at.membership, 'imports.already-held', null, { value: 'Junior', ...params }), 'en').detail;
    expect(held({ heldUntil: '2027-08-31' })).toContain('holds "Junior" until 2027-08-31;');
    expect(held({})).toContain('holds "Junior";');
  });

  it('fills in what a user wrote as it is, never as a pattern', () =>
    expect(render(issue(2, at.gender, 'imports.bad-gender', null, { value: '{row}$&' }), 'en').detail).toBe(
      '"{row}$&" is not a gender the import reads.',
    ));
});
