import type { Event } from '../../src/core/request/events';
import { alice, cannotBeWritten, olga, openDesk, type Desk } from './desk';

describe('what is written down, and when', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    desk.close();
  });

  const settled = async (): Promise<void> => {
    await desk.flow.idle();
  };

  it('the decision and the attempt are on record before anything is sent', async () => {
    const id = await desk.ask();
    let seen: readonly Event[] = [];
    desk.bend.revoke = async () => {
      seen = await desk.events(id);
    };
    await desk.press(id, 'confirm');
    await settled();
    expect(seen.map(({ type }) => type)).toEqual(['asked', 'confirmed', 'attempted']);
    expect(seen.at(-1)).toMatchObject({ clientRequestId: desk.sent[0] });
  });

  it('roles are looked up when asked, when pressed, and before sending, each time anew', async () => {
    const looked: string[] = [];
    let step = 'asked';
    desk.bend.standing = async (who) => {
      looked.push(`${who === olga.id ? 'Olga' : 'Alice'} when ${step}`);
    };
    desk.bend.append = ({ type }) => {
      step = type === 'asked' ? 'pressed' : 'sent';
    };
    await desk.press(await desk.ask(), 'confirm');
    await settled();
    const expected = ['asked', 'pressed', 'sent'].flatMap((when) => [
      `Alice when ${when}`,
      `Olga when ${when}`,
    ]);
    expect(looked.toSorted()).toEqual(expected.toSorted());
  });

  it('a decision that cannot be written is not made, and nothing is sent', async () => {
    const id = await desk.ask();
    desk.bend.append = cannotBeWritten;
    const refusal = { kind: 'could-not-record' };
    expect(await desk.press(id, 'confirm')).toEqual({ kind: 'refused', refusal });
    await settled();
    expect(await desk.types(id)).toEqual(['asked']);
    expect(desk.sent).toEqual([]);
  });

  it('an attempt that cannot be written is not made; once it can, it goes on by itself', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type === 'attempted') cannotBeWritten();
    };
    await desk.press(id, 'confirm');
    await settled();
    expect(await desk.types(id)).toEqual(['asked', 'confirmed']);
    expect(desk.sent).toEqual([]);
    delete desk.bend.append;
    await desk.flow.resume();
    await settled();
    expect(await desk.types(id)).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
    expect(desk.sent).toHaveLength(1);
  });

  it('an answer that could not be written is found out by reading back, not by sending again', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type === 'answered') cannotBeWritten();
    };
    await desk.press(id, 'confirm');
    await settled();
    expect(await desk.types(id)).toEqual(['asked', 'confirmed', 'attempted']);
    delete desk.bend.append;
    await desk.flow.resume();
    await settled();
    expect((await desk.events(id)).slice(3)).toMatchObject([
      { type: 'answered', answer: { kind: 'unknown' } },
      { type: 'settled', outcome: { kind: 'verified', readBack: true } },
    ]);
    expect(desk.sent).toHaveLength(1);
  });

  it('an outcome that could not be written is read again, not sent again', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type === 'settled') cannotBeWritten();
    };
    await desk.press(id, 'confirm');
    await settled();
    delete desk.bend.append;
    await desk.flow.resume();
    await settled();
    expect((await desk.events(id)).at(-1)).toMatchObject({ outcome: { kind: 'verified', readBack: false } });
    expect(desk.sent).toHaveLength(1);
  });

  it('somebody writes in between: it looks again, and still sends once', async () => {
    const id = await desk.ask();
    let times = 0;
    desk.bend.read = async () => {
      times += 1;
      if (times <= 3) await writeInBetween(desk, id);
    };
    desk.bend.revoke = () => writeInBetween(desk, id);
    await desk.press(id, 'confirm');
    await settled();
    const types = (await desk.types(id)).filter((type) => type !== 'press-refused');
    expect(types).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
    expect(desk.sent).toHaveLength(1);
  });

  it('cancelled while the press is being checked: the press hears who won, and nothing is sent', async () => {
    const id = await desk.ask();
    desk.bend.standing = async (who) => {
      if (who !== alice.id) return;
      delete desk.bend.standing;
      await desk.colleague().press({ verb: 'cancel', request: id, by: olga, where: 'a chat' });
    };
    expect(await desk.press(id, 'confirm')).toMatchObject({
      kind: 'request',
      request: { phase: 'cancelled' },
    });
    await settled();
    expect(await desk.types(id)).toEqual(['asked', 'cancelled', 'press-refused']);
    expect(desk.sent).toEqual([]);
  });

  it('stopped in the last moment before it is sent: nothing is, and it says who stopped it', async () => {
    const id = await desk.ask();
    desk.bend.read = async () => {
      delete desk.bend.read;
      await desk.colleague().press({ verb: 'stop', request: id, by: olga, where: 'a chat' });
    };
    await desk.press(id, 'confirm');
    await settled();
    expect(desk.sent).toEqual([]);
    expect((await desk.events(id)).slice(2)).toMatchObject([
      { type: 'halted', halt: { kind: 'stopped', by: { id: olga.id } } },
      { type: 'settled', outcome: { kind: 'skipped', why: { kind: 'stopped' } } },
    ]);
  });

  it('two processes carry out the same request: one of them sends', async () => {
    const id = await desk.ask();
    const colleague = desk.colleague();
    desk.bend.revoke = async () => {
      await colleague.resume();
    };
    await Promise.all([desk.press(id, 'confirm'), colleague.resume()]);
    await Promise.all([settled(), colleague.idle()]);
    expect((await desk.types(id)).filter((type) => type === 'settled')).toHaveLength(1);
    expect(desk.sent).toHaveLength(1);
  });

  it('20 processes at once: one of them sends', async () => {
    const id = await desk.ask();
    const flows = Array.from({ length: 20 }, () => desk.colleague());
    const press = { verb: 'confirm', request: id, by: olga, where: 'a chat' } as const;
    const replies = await Promise.all(flows.map((flow) => flow.press(press)));
    await Promise.all(flows.map((flow) => flow.idle()));
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['request']));
    expect((await desk.types(id)).filter((type) => type === 'confirmed')).toHaveLength(1);
    expect(desk.sent).toHaveLength(1);
  });
});

/** Somebody else presses in vain, which is on record too. */
async function writeInBetween(desk: Desk, id: Parameters<Desk['events']>[0]): Promise<void> {
  const { length } = await desk.events(id);
  const refusal = { kind: 'not-the-requester', requester: olga.name } as const;
  const event = {
    at: desk.clock.now().toISOString(),
    type: 'press-refused',
    by: alice.id,
    press: 'cancel',
    refusal,
  } as const;
  expect(await desk.log.append(id, length, [event])).toBe('appended');
}
