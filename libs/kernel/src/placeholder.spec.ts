import { placeholderFor } from './placeholder.js';

describe('the placeholder of a child without owner', () => {
  it.each([
    ['en', 'Parent of Léo Roy'],
    ['fr', 'Parent de Léo Roy'],
    ['nl', 'Ouder van Léo Roy'],
    ['de', 'Parent of Léo Roy'],
    [undefined, 'Parent of Léo Roy'],
  ])('IMP-7: in %s is "%s"', (language, label) => expect(placeholderFor('Léo Roy', language)).toBe(label));
});
