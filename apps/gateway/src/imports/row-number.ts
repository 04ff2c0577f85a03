import type { PipeTransform } from '@nestjs/common';
import { NoSuchObject } from '../edge/gateway.errors.js';

/** A row as a spreadsheet counts, in an address: data starts at 2. What is no such number is no such row. */
export const RowNumber: PipeTransform<string, number> = {
  transform(text) {
    if (!/^[1-9]\d{0,6}$/.test(text) || text === '1') throw new NoSuchObject();
    return Number(text);
  },
};
