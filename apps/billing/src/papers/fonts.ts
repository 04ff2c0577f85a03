import { createRequire } from 'node:module';

/**
 * Source Sans 3 by Adobe, under the SIL Open Font License: Latin with every accent, Greek and Cyrillic, figures of one width.
 * The letters a paper uses are embedded in it.
 */
const { resolve } = createRequire(import.meta.url);
const family = '@expo-google-fonts/source-sans-3';
export const regular = resolve(`${family}/400Regular/SourceSans3_400Regular.ttf`);
export const bold = resolve(`${family}/600SemiBold/SourceSans3_600SemiBold.ttf`);
