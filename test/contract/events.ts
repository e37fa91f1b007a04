import { asCode, asPersonId, type Code, type PersonId, type RequestId } from '../../src/core/ids';
import type { Person } from '../../src/core/person';
import { defaultPolicy } from '../../src/core/policy';
import type { Event, Target } from '../../src/core/request/events';
import { town } from '../../src/playground/tenant/town';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** Somebody of Contoso, as the directory describes them. */
export function person(key: keyof typeof town.people, details: Partial<Person> = {}): Person {
  const { id, displayName, userPrincipalName, onPremisesSyncEnabled, ...rest } = town.people[key];
  return {
    id: personId(id),
    name: displayName,
    address: userPrincipalName,
    ...(rest.jobTitle === null ? {} : { jobTitle: rest.jobTitle }),
    ...(rest.department === null ? {} : { department: rest.department }),
    kind: rest.userType === 'Guest' ? 'guest' : 'member',
    enabled: rest.accountEnabled,
    synchronised: onPremisesSyncEnabled === true,
    sessionsValidFrom: '2024-03-04T08:00:00Z',
    ...details,
  };
}

function personId(text: string): PersonId {
  const id = asPersonId(text);
  if (id === undefined) throw new Error(`${text} is not a GUID`);
  return id;
}

export function code(text: string): Code {
  const found = asCode(text);
  if (found === undefined) throw new Error(`${text} is not a code`);
  return found;
}

/** The same request id for the same number. */
export function requestId(number: number): RequestId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as RequestId;
}

const { id: olgaId, name, address } = person('olga');
const olga = { id: olgaId, name, address, role: 'Helpdesk Administrator' };
const ben = {
  id: person('ben').id,
  name: 'Ben Berg',
  address: 'ben@contoso.com',
  role: 'Privileged Authentication Administrator',
};
const alice: Target = { person: person('alice'), roles: [] };

/** Olga asks about Alice at three minutes past two; `details` changes any of it. */
export function asked(details: Partial<EventOf<'asked'>> = {}): EventOf<'asked'> {
  return {
    at: '2026-11-21T14:03:07.000Z',
    type: 'asked',
    code: code('R-7F3K2'),
    by: olga,
    targets: [alice],
    tier: 'standard',
    rule: 'confirm',
    coveringRoles: ['Helpdesk Administrator', 'User Administrator'],
    expiresAt: '2026-11-21T14:33:07.000Z',
    where: 'the conversation with Olga',
    policy: defaultPolicy,
    ...details,
  };
}

/** Olga asks about somebody, under a code of its own. */
export function askedAbout(
  key: keyof typeof town.people,
  under: number | string,
  time = asked().at,
): EventOf<'asked'> {
  const text = typeof under === 'string' ? under : `R-0000${under}`;
  return asked({ code: code(text), targets: [{ person: person(key), roles: [] }], at: time });
}

const at = '2026-11-21T14:04:00.000Z';
const target = alice.person.id;

export const confirmed: EventOf<'confirmed'> = { at, type: 'confirmed', by: olga };
export const approved: EventOf<'approved'> = { at, type: 'approved', by: ben, needed: 1 };
export const rejected: EventOf<'rejected'> = { at, type: 'rejected', by: ben, reason: 'ask the owner first' };
export const supported: EventOf<'supported'> = { at, type: 'supported', by: ben };
export const reminded: EventOf<'reminded'> = { at, type: 'reminded' };
export const cancelled: EventOf<'cancelled'> = { at, type: 'cancelled', by: olga };
export const expired: EventOf<'expired'> = { at: '2026-11-21T14:33:07.000Z', type: 'expired' };
export const attempted: EventOf<'attempted'> = {
  at,
  type: 'attempted',
  target,
  attempt: 1,
  clientRequestId: '11111111-1111-4111-8111-111111111111',
  before: '2024-03-04T08:00:00Z',
  graphDate: at,
};
/** Written on the record, and shown on no card. */
export const pressRefused: EventOf<'press-refused'> = {
  at,
  type: 'press-refused',
  by: null,
  press: 'confirm',
  refusal: { kind: 'caller-unknown' },
};
export const askRefused: EventOf<'ask-refused'> = {
  at,
  type: 'ask-refused',
  by: null,
  typed: 'revoke sessions for nobody@contoso.com',
  refusal: { kind: 'target-not-found', typed: 'nobody@contoso.com' },
};

export function answered(answer: EventOf<'answered'>['answer']): EventOf<'answered'> {
  return { at, type: 'answered', target, attempt: 1, answer };
}

export function settled(outcome: EventOf<'settled'>['outcome']): EventOf<'settled'> {
  return { at, type: 'settled', target, outcome };
}

export const verified = settled({
  kind: 'verified',
  evidence: { before: '2024-03-04T08:00:00Z', after: at, readAt: at },
  readBack: false,
});
