/** Something that goes wrong on the way: the first fault that fits a request decides what happens to it. */
export interface Fault {
  /** "*" for any. */
  readonly method: string;
  /** Part of the decoded path and query, in any letter case; "*" stands for any characters. */
  readonly path: string;
  readonly does: FaultKind;
  /** How many requests it hits; without it, all of them. */
  readonly times?: number;
}

export type FaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly retryAfter?: number }
  /** The request is served, but only after this long. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** A proxy's or gateway's page instead of Graph's JSON. */
  | { readonly kind: 'html'; readonly status: number }
  /** Nothing is done and nothing comes back; the connection stays open. */
  | { readonly kind: 'no-answer' }
  /** Nothing is done and the connection is reset. */
  | { readonly kind: 'reset' }
  /** The request is served, then the connection breaks half-way through the answer. */
  | { readonly kind: 'reset-mid-body' };

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that hits this request, if any; a limited one is used up by asking. */
  take(method: string, path: string): FaultKind | undefined;
}

export function planFaults(planned: readonly Fault[] = []): Faults {
  const open = planned.map(asOpen);
  return {
    add: (fault) => void open.push(asOpen(fault)),
    clear() {
      open.length = 0;
    },
    take(method, path) {
      const hit = open.find((one) => one.left > 0 && fits(one.fault, method, path));
      if (hit) hit.left -= 1;
      return hit?.fault.does;
    },
  };
}

type ParsedFault =
  { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly problem: string };

const kinds = 'a status such as 503, delay=2000, html, html=502, no-answer, reset or reset-mid-body';

/**
 * Reads "METHOD PATH WHAT [xTIMES] [retry-after=SECONDS] [code=CODE]", for instance
 * "POST /revokeSignInSessions 503 x2" or "GET /users 429 retry-after=3 x1".
 */
export function parseFault(text: string): ParsedFault {
  const [method = '', path = '', what = '', ...rest] = text.trim().split(/\s+/);
  if (what === '')
    return problem(text, 'write METHOD PATH WHAT, for instance POST /revokeSignInSessions 503 x2');
  if (!/^([A-Z]+|\*)$/i.test(method)) return problem(text, `"${method}" is not a method`);
  const times = rest.map((word) => /^x([1-9]\d{0,5})$/.exec(word)?.[1]).find((found) => found !== undefined);
  const retryAfter = setting(rest, 'retry-after');
  const code = setting(rest, 'code');
  const unknown = rest.find((word) => !/^(x[1-9]\d{0,5}|retry-after=\d{1,5}|code=\w+)$/.test(word));
  if (unknown !== undefined)
    return problem(text, `"${unknown}" is not xTIMES, retry-after=SECONDS or code=CODE`);
  const does = faultKind(what, retryAfter, code);
  if (!does) return problem(text, `"${what}" is not ${kinds}`);
  const fault = { method: method.toUpperCase(), path, does };
  return { ok: true, fault: times === undefined ? fault : { ...fault, times: Number(times) } };
}

function faultKind(
  what: string,
  retryAfter: string | undefined,
  code: string | undefined,
): FaultKind | undefined {
  if (what === 'no-answer' || what === 'reset' || what === 'reset-mid-body') return { kind: what };
  const delay = /^delay=(\d{1,7})$/.exec(what)?.[1];
  if (delay !== undefined) return { kind: 'delay', ms: Number(delay) };
  const html = /^html(?:=([2-5]\d\d))?$/.exec(what);
  if (html) return { kind: 'html', status: Number(html[1] ?? '502') };
  if (!/^[2-5]\d\d$/.test(what)) return undefined;
  return {
    kind: 'status',
    status: Number(what),
    ...(code === undefined ? {} : { code }),
    ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }),
  };
}

function setting(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

function problem(text: string, why: string): ParsedFault {
  return { ok: false, problem: `fault "${text}": ${why}` };
}

function asOpen(fault: Fault): { fault: Fault; left: number } {
  return { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
}

function fits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== '*' && fault.method !== method) return false;
  const pattern = fault.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(pattern.join('.*'), 'i').test(readable(path));
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
