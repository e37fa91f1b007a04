import { createHmac, type KeyObject } from 'node:crypto';

/** A key of the record, and the short name under which rows say that they were sealed with it. */
export interface RecordKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** Newest first. The first seals; all of them check. */
export type RecordKeys = readonly [RecordKey, ...RecordKey[]];

/** Throws when there is none. */
export function recordKeys(secrets: readonly KeyObject[]): RecordKeys {
  const [first, ...others] = secrets.map((secret) => ({ id: keyId(secret), secret }));
  if (first === undefined) throw new Error('the record needs a key');
  return [first, ...others];
}

/** Eight hex digits that tell keys apart, and nothing about them. */
function keyId(secret: KeyObject): string {
  return createHmac('sha256', secret).update('evict-record-key-id').digest('hex').slice(0, 8);
}
