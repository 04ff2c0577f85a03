import type { LetterContent } from './letter.js';
import { oneLine, renderLetter } from './render-letter.js';

const aLetter = (changes: Partial<LetterContent> = {}): LetterContent => ({
  language: 'fr',
  subject: 'Activez votre compte',
  greeting: 'Bonjour Ana,',
  paragraphs: ['Le club vous attend.'],
  link: { label: 'Activer', url: 'https://tessera.test/activate#trl_x' },
  closing: ['CPA Laval'],
  ...changes,
});

describe('a letter', () => {
  it('says the same as plain text and as HTML', () => {
    const { text, html } = renderLetter(aLetter({ code: '048213' }));
    for (const part of ['Bonjour Ana,', 'Le club vous attend.', '048213', 'https://tessera.test/activate#trl_x', 'CPA Laval']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(html).toContain('<html lang="fr">');
  });

  it('shows names as they were typed: nothing in one becomes markup', () => {
    const name = `<img src=x onerror="alert('1')"> & Fils`;
    const { html, text } = renderLetter(aLetter({ greeting: name, paragraphs: [name], closing: [name], subject: name }));
    expect(html).not.toMatch(/<img/);
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; Fils');
    expect(text).toContain(name);
  });

  it('cannot leave the attribute its link stands in', () => {
    const { html } = renderLetter(aLetter({ link: { label: 'x', url: 'https://tessera.test/"onmouseover="alert(1)' } }));
    expect(html).not.toContain('"onmouseover');
  });

  it.each([
    ['line breaks', 'Club\r\nBcc: victim@mail.test', 'Club Bcc: victim@mail.test'],
    ['the line separators of Unicode', 'Club\u2028Bcc:\u2029x\u0085y', 'Club Bcc: x y'],
    ['what turns the direction of reading', 'Club \u202Etxt.exe', 'Club txt.exe'],
    ['zeros', 'Cl\u0000ub', 'Cl ub'],
  ])('keeps a header on one line: %s in it are spaces', (_what, subject, expected) => {
    expect(oneLine(subject)).toBe(expected);
    expect(renderLetter(aLetter({ subject })).subject).toBe(expected);
  });
});
