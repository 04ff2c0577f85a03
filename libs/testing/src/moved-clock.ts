import { Clock } from '#platform/clock';

/** A clock that a test moves by hand. */
export class MovedClock extends Clock {
  constructor(private time: Date = new Date()) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  moveTo(time: Date | string): void {
    this.time = new Date(time);
  }

  advance(ms: number): void {
    this.time = new Date(this.time.getTime() + ms);
  }
}
