import type { Actor, Decision } from '../../../core/request/decision';
import type { Target } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { bigLine, fact, line, type Element } from './parts';

const mostRoles = 10;

/** Who it is about: enough to see that it is the right person. */
export function whom({ person, roles }: Target, { labels, time, requestCard }: Words): Element[] {
  const shown =
    roles.slice(0, mostRoles).join(', ') + (roles.length > mostRoles ? ` + ${roles.length - mostRoles}` : '');
  const account = [
    person.enabled ? labels.accountEnabled : labels.accountDisabled,
    person.synchronised ? labels.accountSynchronised : labels.accountCloud,
  ];
  return [
    bigLine(person.name),
    fact(labels.address, person.address),
    ...(person.jobTitle === undefined ? [] : [fact(labels.job, person.jobTitle)]),
    ...(person.department === undefined ? [] : [fact(labels.department, person.department)]),
    fact(labels.account, account.join(', ')),
    fact(labels.roles, shown === '' ? labels.noRoles : shown, 1_000),
    fact(
      labels.lastRevoked,
      person.sessionsValidFrom === null ? labels.never : time(person.sessionsValidFrom),
    ),
    fact(labels.objectId, person.id),
    ...(person.synchronised ? [line(requestCard.synchronisedNote)] : []),
    ...(person.enabled ? [] : [line(requestCard.disabledNote)]),
  ];
}

/** The short form, for cards about what happened: name, address, and the id that was acted on. */
export function whomBriefly({ person }: Target, { labels }: Words): Element[] {
  return [bigLine(person.name), fact(labels.address, person.address), fact(labels.objectId, person.id)];
}

/** Who asked, why, who decided, under which code. */
export function story(request: Request, { labels }: Words): Element[] {
  const { by, reason, ticket, retryOf, decision, code, supporters, approvals } = request;
  const decided = decision === undefined ? undefined : decider(decision.kind, labels);
  return [
    ...(reason === undefined ? [] : [fact(labels.reason, reason, 1_000)]),
    ...(ticket === undefined ? [] : [fact(labels.ticket, ticket)]),
    ...(retryOf === undefined ? [] : [fact(labels.retryOf, retryOf)]),
    ...people(labels.askedBy, [by], labels),
    ...people(labels.alsoAskedBy, supporters, labels),
    ...people(labels.approvedBy, approvals, labels),
    ...(decided === undefined || decision?.by === undefined ? [] : people(decided, [decision.by], labels)),
    ...(decision?.reason === undefined ? [] : [fact(labels.rejection, decision.reason, 1_000)]),
    fact(labels.code, code),
  ];
}

/** Names with the role by which they counted; nothing when there is nobody. */
function people(label: string, actors: readonly Actor[], { withRole }: Words['labels']): Element[] {
  if (actors.length === 0) return [];
  const named = actors.map(({ name, role }) => (role === undefined ? name : `${name}, ${withRole(role)}`));
  return [fact(label, named.join('; '))];
}

/** What a decision by one person is called; approvals have a line of their own, and time is nobody. */
function decider(kind: Decision['kind'], labels: Words['labels']): string | undefined {
  switch (kind) {
    case 'confirmed':
      return labels.confirmedBy;
    case 'rejected':
      return labels.rejectedBy;
    case 'cancelled':
      return labels.cancelledBy;
    case 'approved':
    case 'expired':
      return undefined;
  }
}

/** Graph's request ids, to find the same calls in Microsoft's logs. */
export function traces(request: Request, { labels }: Words): Element[] {
  const ids = request.runs.flatMap((run) => run.attempts.map((attempt) => attempt.answer?.requestId));
  const known = ids.filter((id) => id !== undefined);
  return known.length === 0 ? [] : [fact(labels.attempts, known.join(', '))];
}
