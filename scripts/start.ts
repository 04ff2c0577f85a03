import { endWithNpm } from './stack/end-with-npm.js';
import { AlreadyRunning } from './stack/installation.js';
import { startDirectory } from './stack/current.js';
import { loadDemoDataOnce } from './stack/demo.js';
import { startStack } from './stack/stack.js';
import { welcome } from './stack/welcome.js';

const begun = Date.now();
const leaving = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(signal));
endWithNpm(() => void leave('SIGTERM'));

const starting = startStack({
  dataDir: startDirectory(),
  external: true,
  say,
  onRestart: (name, why) => say(`${name} ${why}; starting it again`),
  signal: leaving.signal,
});
try {
  const stack = await starting;
  const signIns = process.argv.includes('--no-demo') ? [] : await loadDemoDataOnce(stack, say);
  console.log(welcome(stack, signIns, Date.now() - begun));
} catch (error) {
  if (!leaving.signal.aborted) await fail(error);
}

async function fail(error: unknown): Promise<void> {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof AlreadyRunning) console.error('Stop it there, with Ctrl-C, to start it here.');
  await stop();
  process.exit(1);
}

/** The first signal stops everything in order; a second one does not wait. */
async function leave(signal: NodeJS.Signals): Promise<void> {
  if (leaving.signal.aborted) process.exit(1);
  leaving.abort();
  say('Stopping');
  await stop();
  process.exit(signal === 'SIGINT' ? 130 : 0);
}

/** Also what is still starting: it gives up by itself once aborted. */
function stop(): Promise<void> {
  return starting.then(
    (stack) => stack.stop(),
    () => undefined,
  );
}

function say(line: string): void {
  console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)}s  ${line}`);
}
