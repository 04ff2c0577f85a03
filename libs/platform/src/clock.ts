import { Injectable } from '@nestjs/common';

/** The only place that reads the time, so that tests may move it by hand. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
