// For containers: databases, roles, migrations and the operator's key, as one job that ends before the services start.
import { prepareDatabases } from './stack/prepare-databases.js';
import { keepSecrets } from './stack/secrets.js';

const { SECRETS_FILE, POSTGRES_HOST = 'postgres' } = process.env;
if (!SECRETS_FILE) throw new Error('SECRETS_FILE is needed: what write-secrets made');
const secrets = keepSecrets(SECRETS_FILE);
await prepareDatabases(secrets, `postgres://postgres:${secrets.postgres}@${POSTGRES_HOST}:5432/postgres`);
console.log(`The databases are ready. Operator's API key: ${secrets.operatorApiKey}`);
