import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { SealedFields, type SealedField } from '../encryption/sealed-fields.js';
import type { NewLetter } from './letter.js';
import { MailConfig } from './mail-config.js';
import { renderLetter, type RenderedLetter } from './render-letter.js';

/** What a mail server gets to see of a letter. */
export interface Sealable extends RenderedLetter {
  readonly to: string;
  readonly from: string;
}

/** Letters carry links that open accounts: until they are sent they are kept encrypted, as tokens elsewhere are kept hashed. */
@Injectable()
export class LetterSeal {
  private readonly fields: SealedFields;

  constructor(@Inject(MailConfig) { DATA_KEYS }: MailConfig) {
    this.fields = new SealedFields(DATA_KEYS);
  }

  close({ id, organizationId, to, from, content }: NewLetter): SealedField {
    return this.fields.seal(JSON.stringify({ to, from, ...renderLetter(content) } satisfies Sealable), placeOf(id, organizationId));
  }

  open(id: Uuid, organizationId: Uuid | null, sealed: SealedField): Sealable {
    return JSON.parse(this.fields.open(sealed, placeOf(id, organizationId))) as Sealable;
  }
}

const placeOf = (id: Uuid, organizationId: Uuid | null) => ({ table: 'letters', organizationId: organizationId ?? 'none', rowId: id });
