import type { Reply } from '../core/reply';
import type { Cards } from './cards';
import type { Caller, Means } from './means';

/** A press is answered in this time with what is true by then; the work goes on and its answer follows. */
export const answerWithinMs = 1_500;

/** The answer to a press that asks for something anew: this one in time, or `meanwhile`, and this one as a new message. */
export async function inTime(
  means: Means,
  cards: Cards,
  { where, by }: { readonly where: string; readonly by: Caller },
  work: Promise<Reply>,
  meanwhile: Reply,
): Promise<Reply> {
  const patience = new AbortController();
  const cut = AbortSignal.any([patience.signal, means.stopping]);
  const first = await Promise.race([work, means.clock.sleep(answerWithinMs, cut)]);
  patience.abort();
  if (first !== undefined) return first;
  cards.later(
    work.then((reply) => {
      // Why somebody may not is for them alone.
      const isTheirs = reply.kind !== 'refused' || means.notices.isPersonal(where);
      return cards.post(where, isTheirs ? reply : { kind: 'press-again', name: by.name });
    }),
  );
  return meanwhile;
}
