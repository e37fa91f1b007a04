import type { Reply } from '../core/reply';
import { createCards } from './cards';
import { hear, type Message } from './hear';
import type { Means } from './means';
import { keepCurrent, leave, showWaiting } from './on-call';
import { press, type Press } from './press';
import { resume } from './resume';
import { createRuns } from './runs';

/** Everything that can happen to Evict from outside; the chat edge and the timer call it. */
export interface Flow {
  hear(message: Message): Promise<void>;
  press(pressed: Press): Promise<Reply>;
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

export function createFlow(means: Means): Flow {
  const cards = createCards(means);
  const runs = createRuns(means, cards);
  return {
    hear: async (message) => {
      const work = hear(means, runs, cards, message);
      cards.later(work);
      await keepCurrent(means, message.where);
      await work;
    },
    press: (pressed) => press(means, runs, cards, pressed),
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
