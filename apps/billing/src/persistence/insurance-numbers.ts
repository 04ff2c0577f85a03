import { Injectable } from '@nestjs/common';
import { SealedFields, type FieldPlace } from '#platform/encryption/sealed-fields';
import { BillingConfig } from '../billing.config.js';

/** Seals and opens insurance numbers (BIL-28). Only their last three digits are ever stored as they are. */
@Injectable()
export class InsuranceNumbers {
  private readonly fields: SealedFields;

  constructor({ DATA_KEYS }: BillingConfig) {
    this.fields = new SealedFields(DATA_KEYS);
  }

  /** The number sealed, the key it was sealed with, and its last digits: in the order of their columns. */
  seal(number: string, place: FieldPlace): [sealed: Uint8Array, keyId: string, last: string] {
    const { bytes, keyId } = this.fields.seal(number, place);
    return [bytes, keyId, number.slice(-3)];
  }

  open(sealed: Uint8Array, keyId: string, place: FieldPlace): string {
    return this.fields.open({ bytes: sealed, keyId }, place);
  }
}
