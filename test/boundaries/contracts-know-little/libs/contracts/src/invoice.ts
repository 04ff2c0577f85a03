import { pool } from '../../platform/src/pool.js';
export const invoice = pool;
