import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** One page of docs/problems: what a code means and what to do about it. Its first line is the title. */
export interface ProblemPage {
  readonly title: string;
  readonly text: string;
}

/** The pages that problem types resolve to, read once at start. */
@Injectable()
export class ProblemPages {
  private readonly pages = new Map(readPages(problemsFolder()));

  find(code: string): ProblemPage | undefined {
    return this.pages.get(code);
  }

  codes(): string[] {
    return [...this.pages.keys()].sort();
  }

  /** Fixed per code. A code whose page is still to be written reads as its own words. */
  titleOf(code: string): string {
    return this.pages.get(code)?.title ?? words(code);
  }
}

function readPages(folder: string): [string, ProblemPage][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [file.slice(0, -'.md'.length), { title: text.slice(0, text.indexOf('\n')).replace(/^# */, '').trim(), text }];
    });
}

/** Sources and builds lie at different depths of the repository, so it is looked for upwards. */
function problemsFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'docs', 'problems');
    if (existsSync(candidate)) return candidate;
  }
  throw new Error('docs/problems is not part of this installation');
}

function words(code: string): string {
  const text = code.slice(code.indexOf('.') + 1).replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
