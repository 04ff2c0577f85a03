import { hostname } from 'node:os';
export const zone = hostname();
