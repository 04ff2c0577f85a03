import { foldName } from '#kernel/names';

/** A name as it compares (IMP-9). */
export const foldedName = (first: string, last: string): string => `${foldName(first)}\u001f${foldName(last)}`;

/** How a person of a file is recognised: folded name, gender, birth date (IMP-8). */
export const personKey = (name: string, gender: string, birthDate: string): string => `${name}\u001f${gender}\u001f${birthDate}`;
