import { readFileSync } from 'node:fs';
import { LineCounter, isMap, parseDocument, visit, type Alias, type Document, type YAMLError } from 'yaml';
import type { ZodIssue } from 'zod';
import { defaultPolicy, type Policy } from '../../core/policy';
import { policySchema } from './policy-schema';

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The policy in the file at `path`; every problem with its line and key. With a blank path, the default policy. */
export function readPolicyFile(path: string): ReadPolicy {
  if (path === '') return { ok: true, policy: defaultPolicy };
  try {
    return readPolicy(readFileSync(path, 'utf8'), path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, problems: [`${path}: cannot be read: ${why}`] };
  }
}

/** @param file name of the file, for the problems */
export function readPolicy(text: string, file: string): ReadPolicy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return refuse(document.errors.map((error) => `${at(error.pos[0])}: ${inWords(error, text)}`));
  }
  const read = unfold(document, at);
  if ('problem' in read) return refuse([read.problem]);
  const parsed = policySchema.safeParse(read.value ?? {});
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => described(issue, document, at)));
  const { reminderMinutes = Math.floor(parsed.data.expiryMinutes / 2), ...rest } = parsed.data;
  if (reminderMinutes < parsed.data.expiryMinutes) return { ok: true, policy: { ...rest, reminderMinutes } };
  const where = at(offsetOf(document, ['reminderMinutes']));
  return refuse([`${where}: reminderMinutes: must be less than expiryMinutes`]);
}

/** One value can break two rules with one sentence; it is said once. */
const refuse = (problems: readonly string[]): ReadPolicy => ({ ok: false, problems: [...new Set(problems)] });

function inWords({ code, message, pos: [start] }: YAMLError, text: string): string {
  if (code !== 'DUPLICATE_KEY') return message;
  const key = /^[^:\r\n]*/.exec(text.slice(start, start + 100))?.[0] ?? '';
  return `${key.trim()}: stands here a second time`;
}

/** What the text says, with aliases put in; or the alias that leads nowhere, or the first of far too many. */
function unfold(
  document: Document,
  at: (offset: number) => string,
): { value: unknown } | { problem: string } {
  try {
    return { value: document.toJS() };
  } catch (cause) {
    const aliases: Alias[] = [];
    visit(document, { Alias: (_key, alias) => void aliases.push(alias) });
    const lost = aliases.find((alias) => alias.resolve(document) === undefined) ?? aliases[0];
    const why = cause instanceof Error ? cause.message : String(cause);
    return { problem: `${at(lost?.range?.[0] ?? 0)}: ${why}` };
  }
}

function described(issue: ZodIssue, document: Document, at: (offset: number) => string): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return `${at(offsetOf(document, path))}: ${path.join('.')}: is not a setting of the policy`;
    });
  }
  const key = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return [`${at(offsetOf(document, issue.path))}: ${key}${issue.message}`];
}

/** Where the key stands in the text: the key itself where there is one, else the value, else what encloses it. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  const parent = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap<{ value: unknown; range?: [number, number, number] }>(parent)) {
    const pair = parent.items.find((item) => item.key.value === path.at(-1));
    if (pair?.key.range !== undefined) return pair.key.range[0];
  }
  const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
  return node?.range?.[0] ?? (path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1)));
}
