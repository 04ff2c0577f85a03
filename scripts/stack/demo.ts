import { type SignInHint, demoSignIns, loadDemoData } from '../demo-data.js';
import type { Stack } from './stack.js';

const remembered = 'demo.json';

/** Demo data is loaded after the first start only. Returns who can sign in to it. */
export async function loadDemoDataOnce(stack: Stack, say: (line: string) => void): Promise<readonly SignInHint[]> {
  if (!stack.installation.read(remembered)) {
    say(`Loading demo data; ${stack.url}/docs answers already`);
    await loadDemoData(stack.url, stack.operatorApiKey, say);
    stack.installation.write(remembered, { loadedAt: new Date().toISOString() });
  }
  return demoSignIns();
}
