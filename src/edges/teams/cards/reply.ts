import { catalogue, type Topic } from '../../../core/command/catalogue';
import type { Reply } from '../../../core/reply';
import type { Words } from '../words/words';
import { card, fact, heading, line, part, type Card } from './parts';
import { checkingCard, requestCard } from './request';

/** Every answer as a card. A card is sent alone: text beside it would be split off, and no id would come back. */
export function replyCard(reply: Reply, words: Words): Card {
  switch (reply.kind) {
    case 'request':
      return requestCard(reply.request, words);
    case 'checking':
      return checkingCard(reply.request, words);
    case 'refused':
      return plain(words.told(reply.refusal), words);
    case 'misread':
      return plain(words.misunderstood(reply.misread, exampleOf(reply.misread.topic ?? 'revoke')), words);
    case 'help':
      return reply.topic === undefined ? help(words) : helpOn(reply.topic, words);
    case 'who-am-i':
      return plain(words.whoAmI(reply.standing), words);
    case 'welcome':
      return plain(words.welcome, words);
  }
}

/** The title may hold what somebody typed, so it is a literal line as well; aloud, only our own words are read. */
function plain({ title, lines }: { title: string; lines: readonly string[] }, words: Words): Card {
  return card(words.answerSummary, [line(title, 'Bolder'), ...lines.map((text) => line(text))]);
}

function exampleOf(topic: Topic): string {
  return catalogue.find((entry) => entry.topic === topic)?.example ?? '';
}

function help(words: Words): Card {
  const entries = catalogue.map(({ topic, example }) => fact(example, words.topics[topic].does));
  return card(words.answerSummary, [heading(words.helpTitle), ...entries]);
}

function helpOn(topic: Topic, words: Words): Card {
  const { does, more } = words.topics[topic];
  return card(words.answerSummary, [
    heading(does),
    fact(words.example, exampleOf(topic)),
    part(...more.map((text) => line(text))),
  ]);
}
