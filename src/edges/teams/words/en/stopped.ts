import type { Refusal } from '../../../../core/refusal';
import { lost, lostWhat } from './lost';
import { told } from './refusals';

/** Why nothing (more) was sent, on a card that several people read: nobody is "you" here. */
export function stopped(refusal: Refusal): string {
  const { kind } = refusal;
  if (kind === 'may-not-any-more') return `${lostWhat(refusal.name, refusal.as)}. ${lost[refusal.why]}`;
  if (kind === 'target-is-protected') return `${refusal.person.name} is protected now.`;
  if (kind === 'target-is-guest') return `${refusal.person.name} is a guest now.`;
  if (kind === 'needs-approver') {
    return "More people have to agree now than have agreed: the policy or somebody's roles changed.";
  }
  return `${told(refusal).title}.`;
}
