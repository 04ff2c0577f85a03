import { existsSync } from 'node:fs';
import { built } from './step.js';
import type { Stack } from './stack.js';

/** Somebody a visitor can sign in as. */
export interface DemoSignIn {
  readonly who: string; // "Administrator of Patinage Québec"
  readonly email: string;
  readonly password: string;
}

/** What `scripts/demo-data.ts` offers. It runs again if a first try was cut short, so it makes only what is missing. */
export interface DemoData {
  readonly loadDemoData: (stack: Stack, say: (line: string) => void) => Promise<readonly DemoSignIn[]>;
}

const remembered = 'demo.json';

/** Demo data is loaded after the first start only; the sign-ins are kept to be printed at every start. */
export async function loadDemoDataOnce(stack: Stack, say: (line: string) => void): Promise<readonly DemoSignIn[]> {
  const known = stack.installation.read(remembered) as readonly DemoSignIn[] | undefined;
  if (known) return known;
  const program = built('scripts/demo-data');
  if (!existsSync(program)) return [];
  say('Loading demo data');
  const { loadDemoData } = (await import(program)) as DemoData;
  const signIns = await loadDemoData(stack, say);
  stack.installation.write(remembered, signIns);
  return signIns;
}
