import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { afterCommit } from '../database/after-commit.js';
import { insertRows } from '../database/sql.js';
import type { NewLetter } from './letter.js';
import { LetterSender } from './letter-sender.js';
import { LetterSeal } from './letter-seal.js';

/** Letters leave like messages do: written in the transaction of what they tell, sent once it has committed. */
@Injectable()
export class Letters {
  constructor(
    private readonly seal: LetterSeal,
    private readonly sender: LetterSender,
  ) {}

  /** Writing one under an id that was used already writes nothing. */
  async add(em: EntityManager, ...letters: NewLetter[]): Promise<void> {
    const rows = letters.map((letter) => {
      const { keyId, bytes } = this.seal.close(letter);
      const { id, organizationId, kind, about, urgent = false } = letter;
      return [id, organizationId, kind, about, urgent, keyId, bytes];
    });
    await insertRows(em, 'letters', columns, rows, 'ON CONFLICT DO NOTHING');
    afterCommit(em, this.sender.hasten);
  }
}

const columns = { id: 'uuid', organization_id: 'uuid', kind: 'text', about: 'uuid', urgent: 'boolean', key_id: 'text', sealed: 'bytea' };
