import { numbers } from '../features/issue-invoice/handler.js';
export const stored = numbers;
