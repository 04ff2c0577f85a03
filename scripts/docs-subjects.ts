import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#local/state-directory';
import { readSubjects } from './subjects/subjects.js';
import { writtenSubjects } from './subjects/written.js';

/** Writes down every subject between the services, for people and for machines. */
for (const [file, text] of Object.entries(await writtenSubjects(projectDirectory, readSubjects(projectDirectory)))) {
  writeFileSync(join(projectDirectory, file), text);
  console.log(`${file}: ${Math.round(text.length / 1024)} KiB`);
}
