import { until } from '../support/until';
import { alice, olga, openDesk, type Desk } from './desk';

describe('the card follows its request', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    desk.close();
  });

  it('to the end, in place', async () => {
    const id = await desk.ask();
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect([...desk.chat.messages.keys()]).toEqual(['message 1']);
    expect(desk.chat.phaseOf('message 1')).toBe('done');
  });

  it('later, when Teams did not take it at first', async () => {
    const id = await desk.ask();
    desk.bend.update = () => {
      throw new Error('502');
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('awaiting-confirmation');
    expect(desk.sent).toHaveLength(1);
    await desk.flow.resume();
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('awaiting-confirmation');
    delete desk.bend.update;
    // A card that failed is left alone for a while, so that a Teams in trouble is not hammered.
    desk.clock.advance(31_000);
    await desk.flow.resume();
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('done');
    expect(desk.sent).toHaveLength(1);
  });

  it('as a new message, when the old one is gone; the old one is left alone from then on', async () => {
    const id = await desk.ask();
    const updated: string[] = [];
    desk.bend.update = ({ activityId }) => {
      updated.push(activityId);
      return activityId === 'message 1' ? 'gone' : undefined;
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect([...desk.chat.messages.keys()]).toEqual(['message 1', 'message 2']);
    expect(desk.chat.phaseOf('message 2')).toBe('done');
    expect(updated.filter((activityId) => activityId === 'message 1')).toHaveLength(1);
  });

  it('although it could not be posted when asked', async () => {
    desk.bend.post = () => {
      throw new Error('503');
    };
    await expect(desk.ask()).rejects.toThrow('503');
    await desk.flow.resume();
    expect(desk.chat.messages.size).toBe(0);
    delete desk.bend.post;
    // Not at once: the first card may still be on its way.
    await desk.flow.resume();
    expect(desk.chat.messages.size).toBe(0);
    desk.clock.advance(20_001);
    await desk.flow.resume();
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('awaiting-confirmation');
    await desk.flow.resume();
    await desk.flow.idle();
    expect(desk.chat.messages.size).toBe(1);
  });

  it('when its time is over, whether somebody presses or not', async () => {
    const id = await desk.ask();
    desk.clock.advance(30 * 60_000);
    const reply = await desk.press(id, 'confirm');
    expect(reply).toMatchObject({ kind: 'request', request: { phase: 'expired' } });
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('expired');
    const second = await desk.ask();
    desk.clock.advance(30 * 60_000);
    await desk.flow.resume();
    await desk.flow.idle();
    expect([...desk.chat.messages.values()].map(({ kind }) => kind)).toEqual([
      ...['request', 'expiry'],
      ...['request', 'expiry'],
    ]);
    expect(desk.chat.phaseOf('message 3')).toBe('expired');
    expect(await desk.types(second)).toEqual(['asked', 'expired']);
  });

  it('a press that is checked for long is told so, and a failure after that is told too', async () => {
    const id = await desk.ask();
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    desk.bend.standing = () => held;
    desk.bend.append = ({ type }) => {
      if (type === 'confirmed') throw new Error('the disk is full');
    };
    expect(await desk.press(id, 'confirm')).toMatchObject({ kind: 'checking' });
    go();
    await desk.flow.idle();
    expect([...desk.chat.messages.values()].at(-1)).toEqual({
      kind: 'refused',
      refusal: { kind: 'could-not-record' },
    });
    expect(desk.chat.phaseOf('message 1')).toBe('awaiting-confirmation');
    expect(desk.sent).toEqual([]);
  });

  it('to the end, although another process was ahead, and what this one sent arrives last', async () => {
    const id = await desk.ask();
    let go = (): void => undefined;
    const held = new Promise<undefined>(
      (resolve) =>
        (go = (): void => {
          resolve(undefined);
        }),
    );
    desk.bend.update = () => {
      delete desk.bend.update;
      return held;
    };
    await desk.press(id, 'confirm');
    const colleague = desk.colleague();
    await until('it is done', async () => (await desk.types(id)).at(-1) === 'settled');
    await colleague.resume();
    await colleague.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('done');
    go();
    await desk.flow.idle();
    expect(desk.chat.phaseOf('message 1')).toBe('done');
  });

  it.each([
    ['a late "no" is said once Teams takes it', 3, 'refused'],
    ['a late "no" that Teams never takes is given up, and its card goes on all the same', 1_000, undefined],
  ])('%s', async (_what, failures, last) => {
    const id = await desk.ask();
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    desk.bend.standing = () => held;
    desk.bend.append = ({ type }) => {
      if (type === 'confirmed') throw new Error('the disk is full');
    };
    expect(await desk.press(id, 'confirm')).toMatchObject({ kind: 'checking' });
    let left = failures;
    desk.bend.post = () => {
      if (left-- > 0) throw new Error('503');
    };
    const updated: string[] = [];
    desk.bend.update = ({ activityId }) => {
      updated.push(activityId);
      return undefined;
    };
    go();
    await desk.flow.idle();
    // The client that pressed was shown "checking": the stored card is sent again.
    expect(updated).toEqual(['message 1']);
    expect([...desk.chat.messages.values()].slice(1).at(-1)?.kind).toBe(last);
  });

  it('and the notice that it has expired is said once Teams takes it', async () => {
    await desk.ask();
    desk.clock.advance(30 * 60_000);
    let left = 4;
    desk.bend.post = () => {
      if (left-- > 0) throw new Error('502');
    };
    await desk.flow.resume();
    await desk.flow.idle();
    expect([...desk.chat.messages.values()].map(({ kind }) => kind)).toEqual(['request', 'expiry']);
  });

  it('everywhere it was posted', async () => {
    const id = await desk.ask();
    const [asked] = await desk.events(id);
    const code = asked?.type === 'asked' ? asked.code : '';
    await desk.flow.hear({ by: olga, text: `revoke sessions for ${alice.id}`, where: 'another chat' });
    await desk.flow.hear({ by: olga, text: `status ${code}`, where: 'another chat' });
    await desk.press(id, 'cancel');
    await desk.flow.idle();
    // What "status" tells is what had happened by then, and stays so.
    expect(desk.chat.messages.get('message 3')).toMatchObject({ kind: 'story' });
    expect([desk.chat.phaseOf('message 1'), desk.chat.phaseOf('message 2')]).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});
