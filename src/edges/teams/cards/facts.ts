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
  const { by, reason, ticket, decision, code } = request;
  const asker = by.role === undefined ? by.name : `${by.name}, ${labels.withRole(by.role)}`;
  const decided = decision?.kind === 'confirmed' ? labels.confirmedBy : labels.cancelledBy;
  return [
    ...(reason === undefined ? [] : [fact(labels.reason, reason, 1_000)]),
    ...(ticket === undefined ? [] : [fact(labels.ticket, ticket)]),
    fact(labels.askedBy, asker),
    ...(decision?.by === undefined ? [] : [fact(decided, decision.by.name)]),
    fact(labels.code, code),
  ];
}

/** Graph's request ids, to find the same calls in Microsoft's logs. */
export function traces(request: Request, { labels }: Words): Element[] {
  const ids = Object.values(request.runs).flatMap((run) =>
    run.attempts.map((attempt) => attempt.answer?.requestId),
  );
  const known = ids.filter((id) => id !== undefined);
  return known.length === 0 ? [] : [fact(labels.attempts, known.join(', '))];
}
