import { catalogue, type Topic } from '../../../core/command/catalogue';
import type { Reply } from '../../../core/reply';
import type { Told, Words } from '../words/words';
import type { Target } from '../../../core/request/events';
import type { Request } from '../../../core/request/state';
import { listCard, storyCard } from './lists';
import { card, fact, heading, line, link, mentioning, part, type Card } from './parts';
import { peopleCard } from './people';
import { pickCard } from './pick';
import { previewCard } from './preview';
import { checkingCard, requestCard } from './request';

/** Every answer as a card. A card is sent alone: text beside it would be split off, and no id would come back. */
export function replyCard(reply: Reply, words: Words): Card {
  const shown = answerCard(reply, words);
  const notes = (reply.notes ?? []).map((note) => line(words.notes[note]));
  return notes.length === 0 ? shown : { ...shown, body: [...shown.body, part(...notes)] };
}

function answerCard(reply: Reply, words: Words): Card {
  switch (reply.kind) {
    case 'request':
      return requestReply(reply, words);
    case 'checking':
      return checkingCard(reply.request, words);
    case 'pick':
      return pickCard(reply, words);
    case 'looking-up':
      return plain(words.pick.lookingUp, words);
    case 'people':
      return peopleCard(reply, words);
    case 'preview':
      return previewCard(reply, words);
    case 'refused':
      return refusedCard(reply, words);
    case 'misread':
      return plain(words.misunderstood(reply.misread, exampleOf(reply.misread.topic ?? 'revoke')), words);
    case 'help':
      return reply.topic === undefined ? help(words) : helpOn(reply.topic, words);
    case 'who-am-i':
      return plain(words.whoAmI(reply.standing, reply.no), words);
    case 'press-again':
      return plain(words.pressAgain(reply.name), words);
    case 'slow-down':
      return plain(words.slowDown(reply), words);
    case 'story':
      return storyCard(reply.request, reply.events, words);
    case 'list':
      return listCard(reply, words);
    case 'reminder':
      return plain(reminder(reply.request, words, reply.nobodyAsked === true), words);
    case 'expiry':
      return plain(expiry(reply.request, words), words);
    case 'on-call':
      return plain(words.onCall(reply.place, reply.here), words);
    // Posted, these two are Teams' own cards: see `files/cards`.
    case 'file-offer':
      return plain({ title: words.files.offer(reply.code), lines: [] }, words);
    case 'file-given':
      return plain(words.files.given(reply.name), words);
    case 'file-declined':
      return plain(words.files.declined(reply.code), words);
    case 'welcome':
      return plain(words.welcome, words);
  }
}

function requestReply(reply: Extract<Reply, { kind: 'request' }>, words: Words): Card {
  const { requestCard: say } = words;
  const shown = requestCard(reply.request, words, reply);
  const note = reply.joined === true ? [line(say.joined(reply.request.by.name), 'Bolder')] : [];
  return mentioning({ ...shown, body: [...note, ...shown.body] }, say.attention, reply.mention ?? []);
}

/** A preview that is refused says the very same, after saying that it was one. */
function refusedCard({ refusal, preview }: Extract<Reply, { kind: 'refused' }>, words: Words): Card {
  const shown = plain(words.told(refusal), words);
  return preview === true
    ? { ...shown, body: [line(words.preview.refused, 'Bolder'), ...shown.body] }
    : shown;
}

/** The title may hold what somebody typed, so it is a literal line as well; aloud, only our own words are read. */
function plain({ title, lines, link: to }: Told, words: Words): Card {
  const body = [line(title, 'Bolder'), ...lines.map((text) => line(text))];
  return card(words.answerSummary, to === undefined ? body : [...body, link(to.text, to.url)]);
}

function reminder(request: Request, words: Words, nobodyAsked: boolean): Told {
  const { requestCard: say } = words;
  const { code, expiresAt, targets } = request;
  const what = nobodyAsked ? say.noOnCall(code) : say.reminder(code, expiresAt);
  return { title: say.reminderTitle(code), lines: [whose(targets, words), what] };
}

function expiry({ code, expiresAt, targets }: Request, words: Words): Told {
  const { requestCard: say } = words;
  return {
    title: say.expiryTitle(code),
    lines: [whose(targets, words), say.expired(expiresAt), say.startOver],
  };
}

function whose([first, ...others]: readonly Target[], { crowd: say }: Words): string {
  const { name = '', address = '' } = first?.person ?? {};
  return others.length === 0 ? `${name}, ${address}` : say.people(1 + others.length);
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
