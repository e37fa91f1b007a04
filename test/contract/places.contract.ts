import type { Place } from '../../src/core/place';
import { asked, askedAbout, cancelled, confirmed, pressRefused, requestId } from './events';
import type { Log } from './log';

const [first, second, third] = [requestId(1), requestId(2), requestId(3)];

function place(details: Partial<Place> = {}): Place {
  return {
    request: first,
    where: 'a conversation',
    activityId: 'card 1',
    view: 'asker',
    shown: 1,
    ...details,
  };
}

/** What the rest of Evict relies on, for any implementation of the ports Places and OnCall. */
export function placesContract(log: () => Log): void {
  it('remembers where the cards of a request stand, oldest first', async () => {
    await log().remember(place());
    await log().remember(place({ activityId: 'card 2', where: 'another' }));
    await log().remember(place({ activityId: 'card 3', request: second }));
    expect(await log().of(first)).toEqual([place(), place({ activityId: 'card 2', where: 'another' })]);
    expect(await log().of(third)).toEqual([]);
  });

  it('never believes that a card shows less than it already showed', async () => {
    await log().remember(place({ shown: 3 }));
    await log().remember(place({ shown: 2 }));
    expect(await log().of(first)).toEqual([place({ shown: 3 })]);
    await log().remember(place({ shown: 4 }));
    expect(await log().of(first)).toEqual([place({ shown: 4 })]);
  });

  it('calls a card behind when its request has more to show, and only then', async () => {
    await log().append(first, 0, [asked()]);
    await log().remember(place({ shown: 1 }));
    expect(await log().behind()).toEqual([]);
    await log().append(first, 1, [pressRefused]);
    expect(await log().behind()).toEqual([]);
    await log().append(first, 2, [confirmed]);
    expect(await log().behind()).toEqual([place({ shown: 1 })]);
    await log().remember(place({ shown: 3 }));
    expect(await log().behind()).toEqual([]);
  });

  it('takes a replaced card for what it shows now', async () => {
    await log().append(first, 0, [asked(), confirmed]);
    await log().remember(place({ shown: 1 }));
    await log().replaced(place({ shown: 1 }), 2);
    expect(await log().of(first)).toEqual([place({ shown: 2 })]);
    expect(await log().behind()).toEqual([]);
    await log().replaced(place({ activityId: 'card 9' }), 2);
    expect(await log().of(first)).toHaveLength(1);
  });

  it('calls a card behind that two processes replaced at once, unless both show the same', async () => {
    await log().append(first, 0, [asked(), confirmed]);
    await log().remember(place({ shown: 1 }));
    const asRead = place({ shown: 1 });
    await log().replaced(asRead, 2);
    await log().replaced(asRead, 1);
    expect(await log().behind()).toEqual([place({ shown: 0 })]);
    const doubted = place({ shown: 0 });
    await log().replaced(doubted, 2);
    await log().replaced(doubted, 2);
    expect(await log().behind()).toEqual([]);
  });

  it('keeps a doubt that comes while the card is on its way', async () => {
    await log().append(first, 0, [asked()]);
    await log().remember(place());
    await log().doubt(first);
    await log().replaced(place({ shown: 1 }), 1);
    expect(await log().behind()).toEqual([place({ shown: 0 })]);
  });

  it('calls a doubted card behind, whatever it showed, until it is sent again', async () => {
    await log().append(first, 0, [asked()]);
    await log().remember(place());
    await log().doubt(first);
    expect(await log().behind()).toEqual([place({ shown: 0 })]);
    await log().remember(place());
    expect(await log().behind()).toEqual([]);
  });

  it('doubts the cards of that request alone', async () => {
    await log().append(first, 0, [askedAbout('alice', 1)]);
    await log().append(second, 0, [askedAbout('sam', 2)]);
    await log().remember(place());
    await log().remember(place({ request: second, activityId: 'card 2' }));
    await log().doubt(second);
    expect(await log().behind()).toEqual([place({ request: second, activityId: 'card 2', shown: 0 })]);
  });

  it('forgets a card that is gone, and no other', async () => {
    await log().append(first, 0, [asked(), confirmed]);
    await log().remember(place());
    await log().remember(place({ where: 'another' }));
    await log().forget(place());
    expect(await log().behind()).toEqual([place({ where: 'another' })]);
    await log().forget(place());
    expect(await log().of(first)).toEqual([place({ where: 'another' })]);
  });

  it('lists the open requests that were asked before a moment and have no card', async () => {
    await log().append(first, 0, [askedAbout('alice', 1)]);
    await log().append(second, 0, [askedAbout('sam', 2)]);
    await log().append(third, 0, [askedAbout('nora', 3), cancelled]);
    await log().remember(place({ request: second }));
    expect(await log().without(new Date(asked().at))).toEqual([]);
    expect(await log().without(new Date('2026-11-21T14:03:08.000Z'))).toEqual([first]);
    await log().remember(place({ activityId: 'card 9' }));
    expect(await log().without(new Date('2026-11-21T14:03:08.000Z'))).toEqual([]);
  });

  it('keeps apart what the asker sees from what everybody sees', async () => {
    await log().remember(place({ view: 'everybody' }));
    await log().remember(place({ view: 'everybody', shown: 2 }));
    expect(await log().of(first)).toEqual([place({ view: 'everybody', shown: 2 })]);
  });

  it('knows no conversation for approval cards until there is one', async () => {
    expect(await log().onCall.get()).toBeUndefined();
  });

  it('knows one conversation for approval cards: the last that was made so, until it is gone', async () => {
    const incidents = { where: 'incidents', by: 'Ben Berg', at: '2026-11-21T14:00:00.000Z' };
    const other = { where: 'on call', by: 'Petra Priv', at: '2026-11-21T15:00:00.000Z' };
    await log().onCall.set(incidents);
    expect(await log().onCall.get()).toEqual(incidents);
    await log().onCall.set(other);
    expect(await log().onCall.get()).toEqual(other);
    await log().onCall.set(undefined);
    expect(await log().onCall.get()).toBeUndefined();
  });
}
