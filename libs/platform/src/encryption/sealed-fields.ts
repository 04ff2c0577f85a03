import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A field that is kept encrypted, and the id of the key it was encrypted with. */
export interface SealedField {
  readonly keyId: string;
  readonly bytes: Uint8Array; // Nonce, ciphertext and tag.
}

/** Where a field stands: a field copied to another row or organization doesn't open there. */
export interface FieldPlace {
  readonly table: string;
  readonly organizationId: string;
  readonly rowId: string;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM with row and organization as associated data (reliability.md, Privacy). The first key seals, every key opens. */
export class SealedFields {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly newest: string;

  /** `keys` is what `IsDataKeys` takes. */
  constructor(keys: string) {
    this.keys = new Map(Object.entries(JSON.parse(keys) as Record<string, string>).map(([id, key]) => [id, Buffer.from(key, 'base64url')]));
    [this.newest] = this.keys.keys();
  }

  seal(text: string, place: FieldPlace): SealedField {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.key(this.newest), nonce).setAAD(associated(place, this.newest));
    const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyId: this.newest, bytes };
  }

  /** The text; throws when the field was altered or belongs elsewhere. */
  open({ keyId, bytes }: SealedField, place: FieldPlace): string {
    const sealed = Buffer.from(bytes);
    const decipher = createDecipheriv(algorithm, this.key(keyId), sealed.subarray(0, nonceLength)).setAAD(associated(place, keyId));
    decipher.setAuthTag(sealed.subarray(-tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]).toString('utf8');
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`the data key ${id} is not configured`);
    return key;
  }
}

const associated = ({ table, organizationId, rowId }: FieldPlace, keyId: string): Buffer =>
  Buffer.from([table, organizationId, rowId, keyId].join('\u001f'));
