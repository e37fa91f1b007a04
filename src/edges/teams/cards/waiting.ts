import type { Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { story, whom } from './facts';
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
  const { requestCard: say, labels, time } = words;
  return [
    box(...request.targets.flatMap((target) => whom(target, words))),
    fact(labels.willHappen, say.willHappen.join(' '), 1_000),
    fact(labels.willNotHappen, say.willNotHappen, 1_000),
    part(...story(request, words), ...needed(request, words), fact(labels.expires, time(request.expiresAt))),
  ];
}

function needed(request: Request, { requestCard: say, labels }: Words): readonly Element[] {
  const { phase, needed: count, approvals, policy, coveringRoles } = request;
  if (phase !== 'awaiting-approval') return [];
  const listed = policy.approverGroups.length > 0;
  return [fact(labels.needed, say.approversNeeded(count, approvals.length, listed, coveringRoles), 1_000)];
}
