// The operator's API key, as a step after the migrations: OPERATOR_API_KEY, into the identity database of DATABASE_URL.
import 'reflect-metadata';
import { seedOperator } from '../apps/identity/src/seed-operator.js';

await seedOperator(process.env);
