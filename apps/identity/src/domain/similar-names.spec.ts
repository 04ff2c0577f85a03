import fc from 'fast-check';
import { foldName } from '#kernel/names';
import { areNearIdentical, editDistance, slipsBetween } from './similar-names.js';

const named = (text: string) => {
  const [first, last] = text.split('/');
  return { firstKey: foldName(first), lastKey: foldName(last) };
};

describe('near-identical names', () => {
  it.each([
    ['Catherine/Tremblay', 'Catherine/Trembley', 'a letter replaced'],
    ['Catherine/Tremblay', 'Katherine/Tremblay', 'another initial'],
    ['Frédéric/Gagnon', 'Frederik/Gagnons', 'a slip in each name'],
    ['Mairie/Roy', 'Marie/Roy', 'a letter too many'],
    ['Jon/Smith', 'John/Smith', 'a letter missing from a short name'],
    ['Mraie/Gagnon', 'Marie/Gagnon', 'two neighbours exchanged'],
    ['Marieeve/Roy', 'Marie-Ève/Roy', 'a hyphen left out'],
    ['Emma/Roy', 'Emmy/Roy', 'four letters: asked rather than guessed'],
  ])('IMP-10: %s and %s may be one person (%s)', (a, b) => {
    expect(areNearIdentical(named(a), named(b))).toBe(true);
  });

  it.each([
    ['Léa/Roy', 'Léo/Roy', 'twins: three letters, one replaced'],
    ['Marie-Léa/Roy', 'Marie-Léo/Roy', 'twins with compound names'],
    ['Jean-Luc/Roy', 'Jean-Lou/Roy', 'compound names compare word by word'],
    ['Anna/Roy', 'Julie/Roy', 'siblings'],
    ['Anne/Roy', 'Anne-Marie/Roy', 'a whole word more'],
    ['Marie/Tremblay', 'Maria/Tremblai-Roy', 'too many slips together'],
    ['Léa/Roy', 'LÉA/Roy', 'the same name is not a similar one'],
  ])('IMP-10: %s and %s are two people, or one name (%s)', (a, b) => {
    expect(areNearIdentical(named(a), named(b))).toBe(false);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });

  it('is symmetric: a is like b as b is like a', () => {
    fc.assert(fc.property(word, word, (a, b) => slipsBetween(a, b) === slipsBetween(b, a)));
  });

  it('counts no slip between equal names, and at least one between others', () => {
    fc.assert(fc.property(word, word, (a, b) => (editDistance([...a], [...b]) === 0) === (a === b)));
  });
});
