import { alice, mallory, olga, openDesk, type Desk } from './desk';

describe('somebody who may decide nothing', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    desk.close();
  });

  it('cannot keep a decided revoke from being sent by pressing all the time', async () => {
    const id = await desk.ask();
    let presses = 0;
    desk.bend.standing = async () => {
      // A refused press goes on record between every look-up and what follows from it.
      presses += 1;
      await desk.flow.press({ verb: 'cancel', request: id, by: mallory, where: 'a chat' });
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(presses).toBeGreaterThan(3);
    expect(await desk.types(id)).toContain('press-refused');
    expect(desk.sent).toHaveLength(1);
    expect(desk.chat.phaseOf('message 1')).toBe('done');
  });

  it('cannot name messages for Evict to replace, or make it post new ones', async () => {
    const id = await desk.ask();
    for (const activityId of ['message 1', 'message 7', 'somebody else’s']) {
      const reply = await desk.flow.press({
        verb: 'cancel',
        request: id,
        by: mallory,
        where: 'a chat',
        activityId,
      });
      expect(reply).toMatchObject({ kind: 'refused', refusal: { kind: 'not-the-requester' } });
    }
    await desk.press(id, 'confirm');
    await desk.flow.resume();
    await desk.flow.idle();
    expect([...desk.chat.messages.keys()]).toEqual(['message 1']);
  });
});

describe('right before it is sent', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    desk.close();
  });

  it('look-ups that outlast the deadline end it: nothing is sent late', async () => {
    const id = await desk.ask();
    let decided = false;
    desk.bend.append = ({ type }) => {
      decided ||= type === 'confirmed';
    };
    desk.bend.standing = async () => {
      if (decided) desk.clock.advance(8 * 60_000);
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(desk.sent).toEqual([]);
    expect((await desk.events(id)).at(-1)).toMatchObject({
      type: 'settled',
      outcome: { kind: 'skipped', why: { kind: 'deadline' } },
    });
  });

  it('an account that the directory does not find any more is sent nothing, although it can still be read', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type === 'confirmed') desk.bend.gone = alice.id;
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(desk.sent).toEqual([]);
    expect((await desk.events(id)).at(-1)).toMatchObject({
      type: 'settled',
      outcome: { kind: 'failed', code: 'Request_ResourceNotFound' },
    });
  });

  it('a requester whose account is gone stops it, with the name of who it was', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type === 'confirmed') desk.bend.gone = olga.id;
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(desk.sent).toEqual([]);
    expect((await desk.events(id)).find(({ type }) => type === 'halted')).toMatchObject({
      halt: { refusal: { kind: 'may-not-any-more', name: 'Olga Ops', why: 'caller-unknown' } },
    });
  });
});
