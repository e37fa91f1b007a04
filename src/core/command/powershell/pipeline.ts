import type { Mentioned, Misread } from '../command';
import { readCall, type Call } from './call';
import { cmdletNamed } from './cmdlets';
import { stagesOf, type Token } from './tokens';
import { isMisread, peopleIn, readValues, unexpected } from './values';

const topic = 'powershell';
const each = new Set(['foreach-object', 'foreach', '%']);

/** One statement: a cmdlet by itself, or people piped into one, also by way of `ForEach-Object { … $_ }`. */
export function readPipeline(statement: readonly Token[], mentions: readonly Mentioned[]): Call | Misread {
  const stages = withoutOutNull(stagesOf(statement));
  const [first = [], second, third] = stages;
  const alone = readCmdlet(first, mentions);
  if (alone !== undefined && second === undefined) return unlessPiped(alone);
  if (alone !== undefined) return unexpectedStage(second ?? []);
  const read = readListing(first, mentions);
  if (isMisread(read)) return read;
  if (second === undefined) return unexpectedStage(first);
  if (third !== undefined) return unexpectedStage(third);
  return pipedInto(second, read.people, mentions);
}

function pipedInto(
  stage: readonly Token[],
  people: Call['people'],
  mentions: readonly Mentioned[],
): Call | Misread {
  const inner = insideEach(stage);
  const read = readCmdlet(inner ?? stage, mentions);
  if (read === undefined) return unexpectedStage(inner ?? stage);
  const called = inner === undefined ? unlessPiped(read) : read;
  if (isMisread(called)) return called;
  // Behind a pipe nobody else is named, and inside of the braces everybody only as `$_`.
  const fits = called.people.length === 0 && called.piped === (inner !== undefined);
  if (!fits || called.own) return unexpected(stage[0]);
  return { ...called, people };
}

/** Outside of the braces nothing is in `$_`. */
function unlessPiped(call: Call | Misread): Call | Misread {
  return isMisread(call) || !call.piped ? call : { problem: 'variable', text: '$_', topic };
}

function readCmdlet(stage: readonly Token[], mentions: readonly Mentioned[]): Call | Misread | undefined {
  const [name, ...rest] = stage;
  const cmdlet = name?.kind === 'bare' ? cmdletNamed(name.text) : undefined;
  return cmdlet === undefined ? undefined : readCall(cmdlet, rest, mentions);
}

/** The people that begin a pipe. */
function readListing(
  stage: readonly Token[],
  mentions: readonly Mentioned[],
): { readonly people: Call['people'] } | Misread {
  const [first] = stage;
  if (first === undefined) return unexpected(first);
  const read = readValues(stage, 0);
  const people = isMisread(read) ? read : peopleIn(read.values, mentions);
  if (isMisread(people)) {
    // A word that is nobody stands where PowerShell has a command.
    return first.kind === 'bare' && people.problem !== 'variable' ? unexpectedStage(stage) : people;
  }
  return isMisread(read) || read.next < stage.length ? unexpectedStage(stage) : people;
}

/** A word at the place of a command is one that Evict does not run. */
function unexpectedStage(stage: readonly Token[]): Misread {
  const [first] = stage;
  const isCommand = first?.kind === 'bare' && /^[a-z]/i.test(first.text);
  return isCommand ? { problem: 'other-command', text: first.text, topic } : unexpected(first);
}

/** What stands in the braces of `ForEach-Object { … }`. */
function insideEach(stage: readonly Token[]): readonly Token[] | undefined {
  const [name, brace, ...rest] = stage;
  const isEach = name?.kind === 'bare' && each.has(name.text.toLowerCase()) && brace?.kind === '{';
  if (!isEach || rest.at(-1)?.kind !== '}') return undefined;
  const inside = rest.slice(0, -1).filter(({ kind }) => kind !== 'line');
  const statement = inside.at(-1)?.kind === ';' ? inside.slice(0, -1) : inside;
  const [only, ...more] = withoutOutNull(stagesOf(statement));
  return more.length === 0 ? only : undefined;
}

/** What a command answers is not for anybody here: throwing it away changes nothing. */
function withoutOutNull(stages: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  const last = stages.at(-1);
  const isOutNull = stages.length > 1 && last?.length === 1 && last[0]?.text.toLowerCase() === 'out-null';
  return isOutNull ? stages.slice(0, -1) : stages;
}
