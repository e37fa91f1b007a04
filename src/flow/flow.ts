import type { Reply } from '../core/reply';
import { createCards } from './cards';
import { hear, type Message } from './hear';
import type { Means } from './means';
import { press, type Press } from './press';
import { resume } from './resume';
import { createRuns } from './runs';

/** Everything that can happen to Evict from outside; the chat edge and the timer call it. */
export interface Flow {
  hear(message: Message): Promise<void>;
  press(pressed: Press): Promise<Reply>;
  /** The bot was added to a conversation. */
  welcome(where: string): Promise<void>;
  resume(): Promise<void>;
  /** Resolves when no execution and no card is under way. */
  idle(): Promise<void>;
}

export function createFlow(means: Means): Flow {
  const cards = createCards(means);
  const runs = createRuns(means, cards);
  return {
    hear: (message) => hear(means, runs, cards, message),
    press: (pressed) => press(means, runs, cards, pressed),
    welcome: (where) => cards.post(where, { kind: 'welcome' }),
    resume: () => resume(means, runs, cards),
    idle: async () => {
      await runs.idle();
      await cards.idle();
    },
  };
}
