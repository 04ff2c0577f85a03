export const person = 'Léa';
