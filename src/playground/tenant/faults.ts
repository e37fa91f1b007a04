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
  /** The request is served, but only after this long. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The request is served, then the connection breaks half-way through the answer. */
  | { readonly kind: 'reset-mid-body' }
  | Instead;

/** Something else comes back than the answer. What was asked for is not done, unless `works` says when. */
export type Instead = (
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      /** Seconds; or any text, as a header can hold. */
      readonly retryAfter?: number | string;
    }
  /** A proxy's or gateway's page instead of JSON. */
  | { readonly kind: 'html'; readonly status: number }
  /** Nothing comes back; the connection stays open. */
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'reset' }
  /** A good status and headers come back, and the body never does; the connection stays open. */
  | { readonly kind: 'half-open' }
) & {
  /** `done`: before anything comes back. Otherwise so long after it, by the machine's clock. */
  readonly works?: 'done' | { readonly lateMs: number };
};

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
      const hit = open.find((one) => one.left > 0 && fits(one, method, path));
      if (hit) hit.left -= 1;
      return hit?.fault.does;
    },
  };
}

type ParsedFault =
  { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly problem: string };

const kinds =
  'a status such as 503, delay=2000, html, html=502, no-answer, reset, reset-mid-body or half-open';

/**
 * Reads "METHOD PATH WHAT [xTIMES] [worked|late=MS] [retry-after=SECONDS] [code=CODE]", for instance
 * "POST /revokeSignInSessions 503 x2", "POST /revokeSignInSessions 500 worked" or "GET /users 429 retry-after=3 x1". In a
 * `retry-after` that is no number "_" stands for a space.
 */
export function parseFault(text: string): ParsedFault {
  const [method = '', path = '', what = '', ...rest] = text.trim().split(/\s+/);
  if (what === '')
    return problem(text, 'write METHOD PATH WHAT, for instance POST /revokeSignInSessions 503 x2');
  if (!/^([A-Z]+|\*)$/i.test(method)) return problem(text, `"${method}" is not a method`);
  const times = rest.map((word) => /^x([1-9]\d{0,5})$/.exec(word)?.[1]).find((found) => found !== undefined);
  const unknown = rest.find((word) => !known.test(word));
  if (unknown !== undefined)
    return problem(text, `"${unknown}" is not xTIMES, worked, late=MS, retry-after=SECONDS or code=CODE`);
  const does = faultKind(what, rest);
  if (!does) return problem(text, `"${what}" is not ${kinds}`);
  const fault = { method: method.toUpperCase(), path, does };
  return { ok: true, fault: times === undefined ? fault : { ...fault, times: Number(times) } };
}

const known = /^(x[1-9]\d{0,5}|worked|late=\d{1,7}|retry-after=\S+|code=\w+)$/;

function faultKind(what: string, rest: readonly string[]): FaultKind | undefined {
  const delay = /^delay=(\d{1,7})$/.exec(what)?.[1];
  if (delay !== undefined) return { kind: 'delay', ms: Number(delay) };
  if (what === 'reset-mid-body') return { kind: what };
  const works = worksOf(rest);
  if (what === 'no-answer' || what === 'reset' || what === 'half-open') return { kind: what, ...works };
  const html = /^html(?:=([2-5]\d\d))?$/.exec(what);
  if (html) return { kind: 'html', status: Number(html[1] ?? '502'), ...works };
  if (!/^[2-5]\d\d$/.test(what)) return undefined;
  return { kind: 'status', status: Number(what), ...headersOf(rest), ...works };
}

function worksOf(rest: readonly string[]): Pick<Instead, 'works'> {
  if (rest.includes('worked')) return { works: 'done' };
  const late = setting(rest, 'late');
  return late === undefined ? {} : { works: { lateMs: Number(late) } };
}

function headersOf(rest: readonly string[]): { code?: string; retryAfter?: number | string } {
  const retryAfter = setting(rest, 'retry-after');
  const code = setting(rest, 'code');
  const isNumber = /^\d+$/.test(retryAfter ?? '');
  return {
    ...(code === undefined ? {} : { code }),
    ...(retryAfter === undefined
      ? {}
      : { retryAfter: isNumber ? Number(retryAfter) : retryAfter.replaceAll('_', ' ') }),
  };
}

function setting(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

function problem(text: string, why: string): ParsedFault {
  return { ok: false, problem: `fault "${text}": ${why}` };
}

interface OpenFault {
  readonly fault: Fault;
  readonly path: RegExp;
  left: number;
}

function asOpen(fault: Fault): OpenFault {
  const parts = fault.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return { fault, path: new RegExp(parts.join('.*'), 'i'), left: fault.times ?? Number.POSITIVE_INFINITY };
}

function fits({ fault, path: pattern }: OpenFault, method: string, path: string): boolean {
  if (fault.method !== '*' && fault.method !== method) return false;
  return pattern.test(readable(path));
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
