import { longestFile, type BadFile } from '../../../core/file';
import { isFileAddress, type FilePlaces } from './address';

export interface TransferLimits {
  /** For a whole file, whatever comes. */
  readonly timeMs: number;
}

export const transferLimits: TransferLimits = { timeMs: 10_000 };

export type Fetched =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly why: BadFile };

const mostRedirects = 3;

/**
 * Fetches a file that Teams named. The address itself is what lets one read it: no token goes along. Where it leads on to
 * another address, that one must be on the list as well. Throws when its place does not answer properly.
 */
export async function fetchFile(
  address: string,
  places: FilePlaces,
  { timeMs }: TransferLimits = transferLimits,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeMs);
  let at = address;
  for (let turn = 0; turn <= mostRedirects; turn += 1) {
    if (!isFileAddress(at, places)) return { ok: false, why: 'elsewhere' };
    const answer = await fetch(at, {
      redirect: 'manual',
      signal,
      headers: { 'accept-encoding': 'identity' },
    });
    const to = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (to === null) return taken(answer);
    await answer.body?.cancel();
    at = URL.canParse(to, at) ? new URL(to, at).href : '';
  }
  throw new Error('a file leads on and on');
}

async function taken(answer: Response): Promise<Fetched> {
  const why = unusable(answer);
  if (why === undefined && answer.status === 200) return withinLimit(answer);
  await answer.body?.cancel();
  if (why === undefined) throw new Error(`the place of a file answered ${answer.status}`);
  return { ok: false, why };
}

function unusable({ status, headers }: Response): BadFile | undefined {
  if ([401, 403, 404, 410].includes(status)) return 'not-there';
  if (status !== 200) return undefined;
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) return 'a-page';
  return Number(headers.get('content-length') ?? 0) > longestFile ? 'too-large' : undefined;
}

/** Never holds more than a file may have, whatever was said of its length. */
async function withinLimit({ body }: Response): Promise<Fetched> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestFile) return { ok: false, why: 'too-large' };
    chunks.push(chunk);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}

/** Puts a file where Teams said, in one piece and without a token. Throws when it was not taken whole. */
export async function putFile(
  address: string,
  content: Uint8Array,
  places: FilePlaces,
  { timeMs }: TransferLimits = transferLimits,
): Promise<void> {
  if (!isFileAddress(address, places))
    throw new Error('refused to send a file to an address that is not on the list');
  const { status, body } = await fetch(address, {
    method: 'PUT',
    redirect: 'error',
    signal: AbortSignal.timeout(timeMs),
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${content.length - 1}/${content.length}`,
    },
    body: content,
  });
  await body?.cancel();
  if (status !== 200 && status !== 201) throw new Error(`the place of a file answered ${status}`);
}
