import { Injectable } from '@nestjs/common';
import { Sagas } from '#platform/sagas/sagas';
import { FairQueue } from '../reading/fair-queue.js';

/** Files judged at once by one process: each takes a thread, and memory. */
const atOnce = 2;

/** Whose file is judged next. */
@Injectable()
export class CheckQueue extends FairQueue {
  constructor(sagas: Sagas) {
    super(atOnce, (id) => sagas.wake(id));
  }
}
