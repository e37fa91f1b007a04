import type { Reply } from '../core/reply';
import { createCards, type Cards } from './cards';
import { giveFile, pressFile, type Consent } from './file-out';
import { createFloods } from './floods';
import { hear, type Message } from './hear';
import type { Edges, Means } from './means';
import { keepCurrent, leave, showWaiting } from './on-call';
import { pick } from './pick';
import { isDecisive, press, type Press } from './press';
import { resume } from './resume';
import { pressRetry } from './retry';
import { createRuns, type Runs } from './runs';

/** Everything that can happen to Evict from outside; the chat edge and the timer call it. */
export interface Flow {
  hear(message: Message): Promise<void>;
  press(pressed: Press): Promise<Reply>;
  /** Somebody answered the offer of a file. */
  fileConsent(consent: Consent): Promise<void>;
  /** The bot was added to a conversation. */
  welcome(where: string): Promise<void>;
  /** The bot was removed from a conversation. */
  left(where: string): Promise<void>;
  /** Something came from a conversation: how to reach it may have changed. */
  seen(where: string): Promise<void>;
  resume(): Promise<void>;
  /** Resolves when no execution and no card is under way. */
  idle(): Promise<void>;
}

export function createFlow(edges: Edges): Flow {
  const floods = createFloods(edges.policy);
  const means: Means = { ...edges, floods };
  const cards = createCards(means);
  const runs = createRuns(means, cards);
  return {
    hear: async (message) => {
      // Before anything else: a flood costs no look-up and no line of the record.
      const heard = floods.message(message.by, means.clock.now());
      if (heard === 'silence') return;
      if (heard !== 'read') {
        await cards.post(message.where, heard);
        return;
      }
      const work = hear(means, runs, cards, message);
      cards.track(work);
      await keepCurrent(means, message.where);
      await work;
    },
    press: async (pressed) => {
      const refusal = floods.press(pressed.by, means.clock.now());
      if (refusal === undefined) return obeyPress(means, runs, cards, pressed);
      means.meters.pressed(pressed.verb, refusal.kind);
      return { kind: 'refused', refusal };
    },
    fileConsent: async (consent) => {
      const refusal = floods.press(consent.by, means.clock.now());
      const work = (async () => {
        const reply: Reply =
          refusal === undefined ? await giveFile(means, consent) : { kind: 'refused', refusal };
        await cards.post(consent.where, reply);
      })();
      cards.track(work);
      await work;
    },
    welcome: async (where) => {
      await keepCurrent(means, where);
      await cards.post(where, { kind: 'welcome' });
      await showWaiting(means, cards, where);
    },
    left: (where) => leave(means, where),
    seen: (where) => keepCurrent(means, where),
    resume: () => resume(means, runs, cards),
    idle: async () => {
      await runs.idle();
      await cards.idle();
    },
  };
}

/** A button that decides, one that asks for something anew, or one that asks for a file. */
async function obeyPress(means: Means, runs: Runs, cards: Cards, pressed: Press): Promise<Reply> {
  if (isDecisive(pressed)) return press(means, runs, cards, pressed);
  if (pressed.verb === 'pick') return pick(means, cards, pressed);
  if (pressed.verb === 'retry') return pressRetry(means, cards, pressed);
  return pressFile(means, cards, pressed);
}
