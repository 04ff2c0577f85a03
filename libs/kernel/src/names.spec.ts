import { foldName } from './names.js';

describe('IMP-9: names compare trimmed, case-folded, accent-free, hyphens and apostrophes as spaces', () => {
  it.each([
    ['  Hélène ', 'helene'],
    ['CÔTÉ-ROY', 'cote roy'],
    ['Côté\u2011Roy', 'cote roy'],
    ["D'Amours", 'd amours'],
    ['D’Amours', 'd amours'],
    ['Zoë', 'zoe'],
    ['Bœuf', 'boeuf'],
    ['Jean  –  Luc', 'jean luc'],
    ['Łukasz Ørsted', 'lukasz orsted'],
    ['Straße', 'strasse'],
    ['e\u0301mile', 'emile'],
  ])('IMP-9: %j compares as %j', (typed, folded) => expect(foldName(typed)).toBe(folded));

  it('IMP-9: folding what is folded changes nothing', () => {
    for (const name of ['Hélène Côté-Roy', "L'Écuyer", 'Ængel']) expect(foldName(foldName(name))).toBe(foldName(name));
  });
});
