export const numbers = 1;
