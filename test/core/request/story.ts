import type { Code, PersonId, RequestId } from '../../../src/core/ids';
import { defaultPolicy } from '../../../src/core/policy';
import type { Standing } from '../../../src/core/person';
import type { Actor } from '../../../src/core/request/decision';
import type { Answer, Event, Halt, Outcome } from '../../../src/core/request/events';
import { fold, type Request } from '../../../src/core/request/state';
import { alice, ben, olga } from '../../support/people';

/** One evening in Contoso: Olga asks at noon, second 0; every other moment is told in seconds after that. */
export const id = 'request-1' as RequestId;
export const code = 'R-7F3K2' as Code;
export const after = (seconds: number): Date =>
  new Date(Date.parse('2026-05-01T12:00:00Z') + seconds * 1_000);
export const iso = (seconds: number): string => after(seconds).toISOString();

type Of<T extends Event['type']> = Extract<Event, { type: T }>;
const target = alice.person.id;

const { id: olgaId, name, address } = olga.person;
export const byOlga = { id: olgaId, name, address, role: 'Helpdesk Administrator' };

export const asked = (more: Partial<Of<'asked'>> = {}): Event => ({
  at: iso(0),
  type: 'asked',
  code,
  by: byOlga,
  targets: [{ person: alice.person, roles: [] }],
  tier: 'standard',
  rule: 'confirm',
  coveringRoles: ['Helpdesk Administrator', 'Global Administrator'],
  expiresAt: iso(30 * 60),
  where: 'the incident channel',
  policy: defaultPolicy,
  ...more,
});

export const confirmed = (at = 10): Event => ({ at: iso(at), type: 'confirmed', by: byOlga });
export const cancelled = (at = 10): Event => ({ at: iso(at), type: 'cancelled', by: byOlga });
export const expired = (at = 30 * 60): Event => ({ at: iso(at), type: 'expired' });

/** Somebody as the record names them: with the role that made their word count, if there was one. */
export const actor = ({ person, roles: [role] }: Standing): Actor => ({
  id: person.id,
  name: person.name,
  address: person.address,
  ...(role === undefined ? {} : { role: role.name }),
});

/** Asked so that others must agree. */
export const askedOthers = (rule: 'one-approver' | 'two-approvers', more: Partial<Of<'asked'>> = {}): Event =>
  asked({ tier: 'privileged', rule, ...more });
export const supported = (by: Standing, at = 5): Event => ({ at: iso(at), type: 'supported', by: actor(by) });
export const reminded = (at = 15 * 60): Event => ({ at: iso(at), type: 'reminded' });
export const approved = (at = 10, by: Standing = ben, needed = 1): Event => ({
  at: iso(at),
  type: 'approved',
  by: actor(by),
  needed,
});
export const rejected = (at = 10, by: Standing = ben, reason?: string): Event => ({
  at: iso(at),
  type: 'rejected',
  by: actor(by),
  ...(reason === undefined ? {} : { reason }),
});

export const pressRefused = (at = 15): Event => ({
  at: iso(at),
  type: 'press-refused',
  by: alice.person.id,
  press: 'confirm',
  refusal: { kind: 'not-the-requester', requester: name },
});

export const attempted = (at: number, attempt = 1, more: Partial<Of<'attempted'>> = {}): Event => ({
  at: iso(at),
  type: 'attempted',
  target,
  attempt,
  clientRequestId: `client-request-${attempt}`,
  before: '2026-04-01T08:00:00Z',
  graphDate: iso(at),
  ...more,
});

export const answered = (at: number, attempt: number, answer: Answer, whose: PersonId = target): Event => ({
  at: iso(at),
  type: 'answered',
  target: whose,
  attempt,
  answer,
});

export const halted = (at: number, halt: Halt = noRoleAnyMore): Event => ({
  at: iso(at),
  type: 'halted',
  halt,
});

export const settled = (at: number, outcome: Outcome, whose: PersonId = target): Event => ({
  at: iso(at),
  type: 'settled',
  target: whose,
  outcome,
});

export const noRoleAnyMore: Halt = {
  kind: 'not-allowed-any-more',
  refusal: { kind: 'not-entitled', eligible: [] },
};

export const accepted: Answer = { kind: 'accepted', status: 204 };
export const noAnswer: Answer = { kind: 'unknown', why: 'no answer in time' };
export const notFound: Answer = { kind: 'refused', status: 404, code: 'Request_ResourceNotFound' };
export const throttled = (retryAt: number): Answer => ({
  kind: 'not-taken',
  why: 'TooManyRequests',
  retryAt: iso(retryAt),
});

export const verified: Outcome = {
  kind: 'verified',
  readBack: false,
  evidence: { before: '2026-04-01T08:00:00Z', after: iso(12), readAt: iso(13) },
};

/** The request that these events add up to. */
export function given(...events: readonly Event[]): Request {
  const request = fold(id, events);
  if (request === undefined) throw new Error('no request was opened');
  return request;
}
