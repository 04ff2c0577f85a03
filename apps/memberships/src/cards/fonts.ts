import { createRequire } from 'node:module';

/** Source Sans 3 by Adobe, under the SIL Open Font License, as on papers: Latin with every accent, Greek and Cyrillic. */
const { resolve } = createRequire(import.meta.url);
const family = '@expo-google-fonts/source-sans-3';
export const fontFiles = {
  regular: resolve(`${family}/400Regular/SourceSans3_400Regular.ttf`),
  bold: resolve(`${family}/600SemiBold/SourceSans3_600SemiBold.ttf`),
} as const;
export type FontName = keyof typeof fontFiles;
