import type { GroupId } from '../../../src/core/ids';
import type { Person } from '../../../src/core/person';
import type { Group } from '../../../src/core/ports';
import type { Refusal } from '../../../src/core/refusal';
import type { LeftOut, LeftOutWhy } from '../../../src/core/left-out';
import { asked, person } from '../../contract/events';

/** What people can write: names, titles and what they type. `undefined`: the ordinary people of Contoso. */
export type Written = string | undefined;

export function somebody(text: Written, key: 'alice' | 'olga' | 'eve' = 'alice'): Person {
  const ordinary = person(key);
  return text === undefined
    ? ordinary
    : { ...ordinary, name: text, address: text, jobTitle: text, department: text };
}

/** Every reason to leave somebody out. */
export const leftOutWhys: readonly LeftOutWhy[] = [
  'not-recognised',
  'not-found',
  'several-found',
  'not-a-person',
  'guest',
  'protected',
  'not-allowed',
  'recently-revoked',
];

/** One refusal of every kind: a new kind does not compile until it is here. */
export function refusals(text: Written): { readonly [Kind in Refusal['kind']]: Refusal & { kind: Kind } } {
  const typed = text ?? 'alice@contoso.com';
  const alice = somebody(text);
  const matches = Array<Person>(12).fill(alice);
  const group = { id: '00000000-0000-4000-8000-00000000aaaa' as GroupId, name: text ?? 'Project Falcon' };
  const leftOut: readonly LeftOut[] = leftOutWhys.map((why, index) =>
    index % 2 === 0 ? { named: typed, row: 7, why } : { named: typed, person: alice, why },
  );
  const by = { ...asked().by, name: text ?? 'Olga Ops', address: typed };
  const decision = { kind: 'confirmed', by, at: '2026-11-21T14:04:00Z' } as const;
  return {
    'caller-unknown': { kind: 'caller-unknown' },
    'caller-is-guest': { kind: 'caller-is-guest' },
    'caller-is-disabled': { kind: 'caller-is-disabled' },
    'not-entitled': { kind: 'not-entitled', eligible: [text ?? 'Helpdesk Administrator'] },
    'target-not-found': { kind: 'target-not-found', typed },
    'several-found': { kind: 'several-found', typed, matches },
    'target-is-not-a-person': { kind: 'target-is-not-a-person', typed },
    'target-is-gone': { kind: 'target-is-gone', person: somebody(text, 'alice') },
    'may-not-set-on-call': { kind: 'may-not-set-on-call', eligible: [] },
    'target-is-guest': { kind: 'target-is-guest', person: somebody(text, 'eve') },
    'target-is-protected': { kind: 'target-is-protected', person: alice, why: 'listed' },
    'one-at-a-time': { kind: 'one-at-a-time', count: 3 },
    'no-file': { kind: 'no-file' },
    'group-not-found': { kind: 'group-not-found', typed },
    'several-groups': { kind: 'several-groups', typed, groups: Array<Group>(10).fill(group) },
    'too-many-people': { kind: 'too-many-people', most: 10_000 },
    'nobody-left': { kind: 'nobody-left', leftOut, count: 1_200 },
    'not-allowed-among': { kind: 'not-allowed-among', leftOut: leftOut.slice(0, 1), count: 1 },
    'bad-file': { kind: 'bad-file', why: 'too-many-rows', name: text ?? 'people.csv', most: 10_000 },
    'file-not-here': { kind: 'file-not-here', code: asked().code },
    'file-not-taken': { kind: 'file-not-taken', code: asked().code },
    'pick-not-yours': { kind: 'pick-not-yours' },
    'pick-too-old': { kind: 'pick-too-old' },
    'nobody-picked': { kind: 'nobody-picked' },
    'not-done-yet': { kind: 'not-done-yet', phase: 'executing' },
    'nobody-failed': { kind: 'nobody-failed' },
    'policy-says-never': { kind: 'policy-says-never', tier: 'privileged' },
    'needs-approver': {
      kind: 'needs-approver',
      rule: 'one-approver',
      tier: 'by-request',
      roles: ['User Administrator', 'Global Administrator'],
    },
    'too-many-open': { kind: 'too-many-open', whose: 'yours', most: 10 },
    'too-many-presses': { kind: 'too-many-presses', most: 120, until: decision.at },
    'request-unknown': { kind: 'request-unknown' },
    'not-the-requester': { kind: 'not-the-requester', requester: text ?? 'Olga Ops' },
    'recently-revoked': { kind: 'recently-revoked', person: alice, at: decision.at, code: asked().code },
    'own-request': { kind: 'own-request' },
    'approver-is-target': { kind: 'approver-is-target' },
    'already-approved': { kind: 'already-approved' },
    'not-in-approver-groups': { kind: 'not-in-approver-groups' },
    'role-does-not-cover': {
      kind: 'role-does-not-cover',
      roles: [text ?? 'Global Administrator'],
      eligible: [text ?? 'Global Administrator'],
    },
    'waits-for-another': { kind: 'waits-for-another', phase: 'awaiting-approval' },
    'not-running-yet': { kind: 'not-running-yet' },
    'already-stopped': { kind: 'already-stopped' },
    'may-not-stop': { kind: 'may-not-stop', requester: text ?? 'Olga Ops' },
    'may-not-any-more': {
      kind: 'may-not-any-more',
      name: text ?? 'Olga Ops',
      as: 'asker',
      why: 'not-entitled',
    },
    'may-not-see': { kind: 'may-not-see' },
    restarting: { kind: 'restarting', begun: false },
    'wrong-conversation': { kind: 'wrong-conversation' },
    'already-decided': { kind: 'already-decided', phase: 'ready', decision },
    'could-not-check': { kind: 'could-not-check', what: `the roles of ${text ?? 'Alice Archer'}` },
    'could-not-record': { kind: 'could-not-record' },
  };
}
