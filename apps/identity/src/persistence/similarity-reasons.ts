import type { SimilarityReason } from '#contracts/identity/find-similar-people.query';
import type { Reason } from '../domain/matching/weigh.js';
import { inWords, type Language } from '../domain/matching/words.js';

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A reason as it is told: a code, words, and its weight in bits. */
export const similarityReason = (reason: Reason, language: Language): SimilarityReason => ({
  code: `${dashed(reason.clause)}.${reason.level}`,
  text: inWords(reason, language),
  weight: reason.weight / 100,
});
