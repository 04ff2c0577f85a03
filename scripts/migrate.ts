// Roles, databases and migrations alone, without the services: `npm start` does the same first.
import { startDirectory } from './stack/current.js';
import { startStack } from './stack/stack.js';

const stack = await startStack({ dataDir: startDirectory(), external: true, services: [], say: (line) => console.log(line) });
await stack.stop();
console.log('The databases are up to date.');
