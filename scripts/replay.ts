// Asks for dead letters to be tried again: npm run replay -- [--service billing] [--subject …] [--message <id>]
import { parseArgs } from 'node:util';
import { replayDeadLetters } from '#platform/outbox/replay-dead-letters';
import { runningDatabases } from './stack/current.js';
import { databaseNames } from './stack/secrets.js';

const { values } = parseArgs({ options: { service: { type: 'string' }, subject: { type: 'string' }, message: { type: 'string' } } });
const asked = databaseNames.filter((name) => values.service === undefined || values.service === name);
if (asked.length === 0) throw new Error(`There is no service ${values.service}; there are ${databaseNames.join(', ')}.`);
const databases = runningDatabases();
for (const name of asked) {
  const count = await replayDeadLetters({ databaseUrl: databases(name), subject: values.subject, messageId: values.message });
  console.log(`${name}: ${count} to be tried again`);
}
