import { Injectable } from '@nestjs/common';

/** Tells the relay of this process that rows have been committed. The relay finds them without it too, only later. */
@Injectable()
export class RelayBell {
  private listener?: () => void;

  readonly ring = (): void => this.listener?.();

  answer(listener: (() => void) | undefined): void {
    this.listener = listener;
  }
}
