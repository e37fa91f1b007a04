import type { Reply } from '../../../core/reply';
import { approversNeeded } from '../../../core/tier';
import type { Words } from '../words/words';
import { isCrowd, whomAll } from './crowd';
import { box, card, fact, heading, line, part, type Card } from './parts';
import { neededWords } from './waiting';

/** What an ask would come to. Nothing can be pressed: there is nothing to decide yet. */
export function previewCard({ would, joins }: Extract<Reply, { kind: 'preview' }>, words: Words): Card {
  const { preview: say, labels } = words;
  const { rule, tier, by, reason, ticket } = would;
  const title = say.title[rule];
  const needed = neededWords({ ...would, needed: approversNeeded(rule), approvals: [] }, words);
  return card(title, [
    heading(title),
    line(say.nothing),
    box(...whomAll(would, words, undefined)),
    ...(rule === 'confirm'
      ? [line(say.confirm)]
      : [line(say.because(tier, isCrowd(would))), fact(labels.needed, needed, 1_000)]),
    ...(joins === undefined ? [] : [line(say.joins(joins))]),
    part(
      fact(labels.askedBy, by.role === undefined ? by.name : `${by.name}, ${labels.withRole(by.role)}`),
      ...(reason === undefined ? [] : [fact(labels.reason, reason, 1_000)]),
      ...(ticket === undefined ? [] : [fact(labels.ticket, ticket)]),
      line(say.next),
    ),
  ]);
}
