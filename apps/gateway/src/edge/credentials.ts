/** What a request brings to say who it is. */
export type Credentials = { kind: 'access-token'; token: string } | { kind: 'api-key'; key: string };

/** Reads `Authorization: Bearer …`, `Authorization: ApiKey …` or `X-API-Key: …`; undefined when there is none that can be read. */
export function credentialsOf(authorization: string | undefined, apiKey: string | undefined): Credentials | undefined {
  if (authorization !== undefined) {
    const parts = /^(Bearer|ApiKey) +(\S{1,4096})$/i.exec(authorization);
    if (!parts) return undefined;
    return parts[1].toLowerCase() === 'bearer' ? { kind: 'access-token', token: parts[2] } : keyOf(parts[2]);
  }
  return apiKey === undefined ? undefined : keyOf(apiKey.trim());
}

// A longer one is none of ours: the contract refuses it, and a refusal there would read as a fault of the gateway.
const keyOf = (key: string): Credentials | undefined => (/^\S{1,200}$/.test(key) ? { kind: 'api-key', key } : undefined);
