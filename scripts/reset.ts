// Wipes what `npm start` keeps: data, logs, secrets. The next start is a first start again.
import { startDirectory } from './stack/current.js';
import { AlreadyRunning, Installation } from './stack/installation.js';

const installation = new Installation(startDirectory());
try {
  await installation.claim(); // Ends what a killed start left behind, and refuses while one runs.
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
  console.error(`${error.message} Stop it first, with Ctrl-C.`);
  process.exit(1);
}
installation.wipe();
installation.release();
console.log('Wiped. `npm start` begins anew.');
if (process.env.DATABASE_URL || process.env.NATS_URL) console.log('What is on the servers of DATABASE_URL and NATS_URL was not touched.');
