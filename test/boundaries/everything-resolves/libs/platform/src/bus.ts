import { gone } from './gone.js';
export const bus = gone;
