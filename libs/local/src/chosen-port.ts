import { freePortFrom, isFree } from './free-port.js';

/**
 * A port one of our processes will listen on. Between choosing and listening somebody else may take it: until the process
 * listens for the first time another is chosen then; afterwards it stays, because others know it.
 */
export class ChosenPort {
  private kept = false;

  constructor(private chosen: number) {}

  get number(): number {
    return this.chosen;
  }

  /** Called once the process listens. */
  keep(): void {
    this.kept = true;
  }

  /** Called before each start of the process. */
  async makeSure(): Promise<void> {
    if (!this.kept && !(await isFree(this.chosen))) this.chosen = await freePortFrom(this.chosen + 1);
  }
}
