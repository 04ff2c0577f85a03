import { format, resolveConfig } from 'prettier';
import { join } from 'node:path';
import { asyncApi } from './asyncapi.js';
import { subjectsPage } from './subjects-page.js';
import type { Subjects } from './subjects.js';

/** The files that `npm run docs:subjects` writes, by their place in the repository, formatted like everything else. */
export async function writtenSubjects(root: string, subjects: Subjects): Promise<Record<string, string>> {
  const files = { 'docs/asyncapi.json': JSON.stringify(asyncApi(subjects)), 'docs/subjects.md': subjectsPage(subjects) };
  const formatted = Object.entries(files).map(async ([file, text]): Promise<[string, string]> => {
    const filepath = join(root, file);
    return [file, await format(text, { ...(await resolveConfig(filepath)), filepath })];
  });
  return Object.fromEntries(await Promise.all(formatted));
}
