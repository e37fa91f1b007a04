import type { Code, PersonId } from '../../../src/core/ids';
import type { Topic } from '../../../src/core/command/catalogue';
import type { Along, Misread, Reading, TargetRef, Why } from '../../../src/core/command/command';
import type { GroupId } from '../../../src/core/ids';
import type { Note } from '../../../src/core/command/powershell/parameters';

/** A line somebody types, and what Evict reads in it. */
export type Line = readonly [typed: string, reading: Reading, along?: Along];

/** An object id that people in these lines type. */
export const guid = '3f2a1b4c-5d6e-4f70-8a9b-0c1d2e3f4a5b';

/** Several people at once. */
export const revokeAll = (names: readonly string[], why: Why = {}): Reading => {
  const [first, ...others] = names.map(target);
  if (first === undefined) throw new Error('nobody named');
  return { ok: true, command: { kind: 'revoke', targets: [first, ...others], ...why } };
};

export const revoke = (name: string, why: Why = {}): Reading => revokeAll([name], why);

export const own = (why: Why = {}): Reading => ({ ok: true, command: { kind: 'revoke-own', ...why } });

export const status = (code: string): Reading => ({
  ok: true,
  command: { kind: 'status', code: code as Code },
});

export const cancel = (code: string): Reading => ({
  ok: true,
  command: { kind: 'cancel', code: code as Code },
});

export const approve = (code: string): Reading => ({
  ok: true,
  command: { kind: 'approve', code: code as Code },
});

export const reject = (code: string, reason: string): Reading => ({
  ok: true,
  command: { kind: 'reject', code: code as Code, reason },
});

export const pending: Reading = { ok: true, command: { kind: 'pending' } };

/** `history [for PERSON] [last N days]` */
export const history = (about: { readonly of?: string; readonly days?: number } = {}): Reading => ({
  ok: true,
  command: {
    kind: 'history',
    ...(about.of === undefined ? {} : { target: target(about.of) }),
    ...(about.days === undefined ? {} : { days: about.days }),
  },
});

export const approvals = (what: 'here' | 'status'): Reading => ({
  ok: true,
  command: { kind: `approvals-${what}` },
});

/** The same command with the word "again" in it. */
export const again = (reading: Reading): Reading => {
  if (!reading.ok) throw new Error('not a command');
  const { command } = reading;
  if (command.kind !== 'revoke' && command.kind !== 'revoke-own') throw new Error('nothing to repeat');
  return { ok: true, command: { ...command, again: true } };
};

export const whoAmI: Reading = { ok: true, command: { kind: 'who-am-i' } };

export const help = (topic?: Topic): Reading => ({
  ok: true,
  command: topic === undefined ? { kind: 'help' } : { kind: 'help', topic },
});

export const misread = (problem: Misread['problem'], about: Omit<Misread, 'problem'> = {}): Reading => ({
  ok: false,
  misread: { problem, ...about },
});

/** The words were not understood; `topic` is the nearest command. */
export const unknown = (text: string, topic?: Topic): Reading =>
  misread('unknown-command', topic === undefined ? { text } : { text, topic });

/** The first word that should name a person does not. */
export const notATarget = (text: string, topic: Topic = 'revoke'): Reading =>
  misread('not-a-target', { text, topic });

export const leftover = (text: string, topic: Topic = 'revoke'): Reading =>
  misread('leftover', { text, topic });

/** A group by this name, or by this id. */
export const groupOf = (name: string): TargetRef =>
  /^[0-9a-f-]{36}$/.test(name)
    ? { kind: 'group', group: { by: 'id', id: name as GroupId } }
    : { kind: 'group', group: { by: 'name', name } };

export const theFile: TargetRef = { kind: 'file' };

/** Somebody by a name between quotation marks. */
export const called = (name: string): TargetRef => ({ kind: 'name', name });

export const alice = target('alice@contoso.com');
export const bob = target('bob@contoso.com');
export const cora = target('cora@contoso.com');

/** Exactly these, in this order. */
export const revokes = (targets: readonly TargetRef[], why: Why & Beside = {}): Reading => {
  const [first, ...others] = targets;
  if (first === undefined) throw new Error('nobody named');
  return { ok: true, command: { kind: 'revoke', targets: [first, ...others], ...why } };
};

interface Beside {
  readonly preview?: true;
  readonly again?: true;
  readonly notes?: readonly Note[];
}

/** The same, and nothing would be written. */
export const previewed = (reading: Reading): Reading => {
  if (!reading.ok) throw new Error('not a command');
  const { command } = reading;
  if (command.kind !== 'revoke' && command.kind !== 'revoke-own') throw new Error('nothing to preview');
  return { ok: true, command: { ...command, preview: true } };
};

function target(name: string): Extract<TargetRef, { kind: 'address' | 'id' }> {
  return name.includes('@') ? { kind: 'address', address: name } : { kind: 'id', id: name as PersonId };
}
