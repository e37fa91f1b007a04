import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusals';

export type Read<Value> = { readonly ok: true; readonly value: Value } | Unread;
interface Unread {
  readonly ok: false;
  readonly refusal: Refusal;
}

export interface BodyLimits {
  readonly bytes: number;
  /** For the whole body, from when it is asked for. */
  readonly timeMs: number;
  /** How deep objects and lists may stand in one another. */
  readonly depth: number;
}

export const bodyLimits: BodyLimits = { bytes: 256 * 1024, timeMs: 10_000, depth: 64 };

const no = (refusal: Refusal): Unread => ({ ok: false, refusal });

/** The body as JSON, or why not. It is never given to a decoder, and never held beyond its limit. */
export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<Read<unknown>> {
  const bytes = await readBytes(request, limits);
  if (!bytes.ok) return bytes;
  const text = asText(bytes.value);
  if (text === undefined) return no('not-utf-8');
  // Before it is parsed: what parses may still be too deep for whoever walks over it later.
  if (depthOf(text) > limits.depth) return no('nested-too-deep');
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return no('not-json');
  }
}

function readBytes(request: IncomingMessage, { bytes, timeMs }: BodyLimits): Promise<Read<Buffer>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Read<Buffer>): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('close', broken);
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > bytes) end(no('body-too-long'));
      else chunks.push(chunk);
    };
    const whole = (): void => {
      end({ ok: true, value: Buffer.concat(chunks) });
    };
    const broken = (): void => {
      end(no('broken-body'));
    };
    const timer = setTimeout(() => {
      end(no('slow-body'));
    }, timeMs);
    // A sender that goes away is an error event too, and one that nobody listens to would end the process.
    request.on('error', () => undefined);
    request.on('data', take).once('end', whole).once('close', broken);
    if (request.destroyed) broken();
  });
}

function asText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How deep brackets stand in one another outside of strings; what is not JSON gets a number too. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') inString = !inString;
    else if (inString && letter === '\\') at += 1;
    else if (!inString && (letter === '{' || letter === '[')) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (!inString && (letter === '}' || letter === ']')) depth -= 1;
  }
  return deepest;
}
