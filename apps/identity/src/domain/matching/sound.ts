/*
 * How a name is heard, for people who write down what they hear: French first, as the names of our federations mostly are, forgiving
 * to English and Dutch ones. Thibault, Thibaud and Tibo are one sound; so are Philippe and Filip, Catherine and Katrien are not.
 * It is coarser than any ear on purpose: sounding alike is a reason to look twice, never one to merge.
 */

/** The sound of a folded word; equal for words that are heard alike. Letters of other scripts are kept as they are. */
export function soundOf(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const sound = heard(word);
  if (sounds.size >= mostRemembered) sounds.clear();
  sounds.set(word, sound);
  return sound;
}

const mostRemembered = 100_000;
const sounds = new Map<string, string>();

/** In this order: each spelling is replaced by one that is heard the same. Capitals are sounds that no letter stands for. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/[^\p{L}]+/gu, ''],
  [/(?<=[aeiou])x$/, ''],
  [/^(?:mac|mc)(?=[^aeiouy])/, 'mk'],
  [/e?au(?:lt|ld|x|d|t|s)?$/, 'o'],
  [/e?au/g, 'o'],
  [/o(?:t|th|ts|s|p)$/, 'o'],
  [/(?:ph|ff)/g, 'f'],
  [/ill(?=[aeiouy])/g, 'y'],
  [/t?sch|tch|sh|ch(?![rl])/g, 'S'],
  [/gn/g, 'ny'],
  [/ck|kh|qu?|ch|cc(?![eiy])|k+/g, 'k'],
  [/s?c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/gu(?=[eiy])/g, 'G'],
  [/ge(?=[aou])|g(?=[eiy])|dj/g, 'j'],
  [/G|gh/g, 'g'],
  [/th|tt/g, 't'],
  [/h/g, ''],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/ij|y/g, 'i'],
  [/(?:ei|ai|ae)(?=ne?$|lle?$)/g, 'e'],
  [/[ae]in(?=[^aeiouynm]|$)/g, 'I'],
  [/[ae]n(?=[^aeiouynm]|$)|[ae]m(?=[bp])/g, 'A'],
  [/[iu]n(?=[^aeioun]|$)|im(?=[bp])/g, 'I'],
  [/on(?=[^aeioun]|$)|om(?=[bp])/g, 'O'],
  [/oeu|oe|eu|ei|ai|ae|ee|ea/g, 'e'],
  [/ou|oo|u/g, 'u'],
  [/ie(?=[^aeiou]|$)/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?:er|et|es|e)$/, ''],
  [/(?<=[aeiuoAIO])[stdp]s?$/, ''],
  [/(?<=[rlk])[std]$/, ''],
  [/(.)\1+/g, '$1'],
];

function heard(word: string): string {
  const sound = spellings.reduce((text, [spelling, by]) => text.replace(spelling, by), word.slice(0, longestWord));
  return sound || word.slice(0, longestWord);
}

const longestWord = 40; // No name has a longer word; a pattern never sees more.
