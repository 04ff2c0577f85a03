import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemPages } from '../src/problems/problem-pages.js';

/** Where an error states its code: as a class, as a default, or as an argument. */
const statements = [
  /\bcode(?:: string)? = '([a-z-]+\.[a-z-]+)'/g,
  /new (?:Missing|Stale)\(\s*'([a-z-]+\.[a-z-]+)'/g,
  /new (?:Forbidden|Unauthenticated|Unavailable)\([^)]*?,\s*'([a-z-]+\.[a-z-]+)'\)/g,
];

/** Not an error of ours by class: what everything else is told as. */
const withoutClass = ['platform.internal'];

describe('the pages of problem codes', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const sources = globSync(['apps/*/src/**/*.ts', 'libs/{kernel,platform}/src/**/*.ts'], { cwd: root })
    .filter((file) => !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const codes = new Set(statements.flatMap((pattern) => sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code))));
  const pages = new ProblemPages();

  it('explain every code an error has, and no other', () => {
    expect(codes.size).toBeGreaterThan(40);
    expect(pages.codes()).toEqual([...new Set([...codes, ...withoutClass])].sort());
  });

  it('have a title, what it means, and what to do', () => {
    for (const code of pages.codes()) {
      const { title, text } = pages.find(code) ?? { title: '', text: '' };
      expect([code, title.length > 3, text.trim().split('\n\n').length >= 3]).toEqual([code, true, true]);
    }
  });

  it('are not needed for a code to read well', () => {
    expect(pages.titleOf('billing.page-not-written')).toBe('Page not written');
  });
});
