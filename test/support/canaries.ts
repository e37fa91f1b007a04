/** Everything a secret may look like after a library has handled it. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const letters = Array.from(secret);
  const swapped = letters.map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()));
  return [
    secret,
    encodeURIComponent(secret),
    swapped.join(''),
    secret.toLowerCase(),
    secret.toUpperCase(),
    letters.toReversed().join(''),
    bytes.toString('hex'),
    // Base64 of a longer text looks different from where in it the secret begins.
    ...[0, 1, 2].map((shift) => inBase64(bytes, shift)),
  ];
}

function inBase64(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  // What depends on the neighbours is left out at both ends.
  return text.slice(shift === 0 ? 0 : 4, -4);
}

/** Those of the secrets that a text holds in any form. */
export function found(secrets: Readonly<Record<string, string>>, text: string): readonly string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}
