import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { isCrowd, whomAll } from './crowd';
import { story } from './facts';
import {
  box,
  button,
  buttonWithInputs,
  card,
  fact,
  heading,
  line,
  part,
  textInput,
  type Card,
  type Element,
} from './parts';

/** The asker decides: confirm or cancel. */
export function confirmation(request: Request, words: Words): Card {
  const { requestCard: say } = words;
  return card(
    say.confirmSummary(request.code),
    [heading(say.confirmTitle), ...body(request, words)],
    [button(say.confirm, 'confirm', request.id), button(say.cancel, 'cancel', request.id)],
  );
}

/** The approvers decide: everybody who reads it sees the same buttons, and who may press is checked at the press. */
export function approval(request: Request, words: Words, noOnCall: boolean): Card {
  const { requestCard: say } = words;
  return card(
    say.approvalSummary(request.code),
    [
      heading(say.approvalTitle),
      ...(noOnCall ? [line(say.noOnCallHere)] : []),
      ...body(request, words),
      textInput('reason', say.rejectReason, say.rejectReasonMissing),
    ],
    [
      button(say.approve, 'approve', request.id),
      buttonWithInputs(say.reject, 'reject', request.id),
      button(say.cancel, 'cancel', request.id),
    ],
  );
}

/** The asker's own view while others decide. */
export function waitingForApprover(request: Request, words: Words, noOnCall: boolean): Card {
  const { requestCard: say } = words;
  return card(
    say.approvalSummary(request.code),
    [
      heading(say.waitingTitle),
      line(noOnCall ? say.noOnCall(request.code) : say.approvalsSent),
      ...body(request, words),
    ],
    [button(say.cancel, 'cancel', request.id)],
  );
}

function body(request: Request, words: Words): readonly Element[] {
  const { labels, time } = words;
  const say = isCrowd(request) ? words.crowd : words.requestCard;
  return [
    box(...whomAll(request, words, request.code)),
    fact(labels.willHappen, say.willHappen.join(' '), 1_000),
    fact(labels.willNotHappen, say.willNotHappen, 1_000),
    part(...story(request, words), ...needed(request, words), fact(labels.expires, time(request.expiresAt))),
  ];
}

function needed(request: Request, words: Words): readonly Element[] {
  if (request.phase !== 'awaiting-approval') return [];
  return [fact(words.labels.needed, neededWords(request, words), 1_000)];
}

type Needing = Pick<Request, 'needed' | 'approvals' | 'policy' | 'coveringRoles' | 'targets'>;

/** Whose agreement it takes. */
export function neededWords(request: Needing, { requestCard: say }: Words): string {
  const { needed: count, approvals, policy, coveringRoles } = request;
  const listed = policy.approverGroups.length > 0;
  return say.approversNeeded(count, approvals.length, listed, coveringRoles, isCrowd(request));
}
