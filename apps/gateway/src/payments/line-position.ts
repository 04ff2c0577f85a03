import type { PipeTransform } from '@nestjs/common';
import { NoSuchObject } from '../edge/gateway.errors.js';

/** The place of a line on its invoice; what no line can have is missing. */
export const LinePosition: PipeTransform<string, number> = {
  transform(text) {
    const position = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (position < 1 || position > 32_767) throw new NoSuchObject();
    return position;
  },
};
