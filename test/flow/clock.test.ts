import { fold } from '../../src/core/request/state';
import { openDesk, type Desk } from './desk';

const hour = 3_600_000;

describe('when the clock is put right while a request waits', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => {
    desk.close();
  });

  it('back an hour: it still waits, a press still counts, and the record tells it in the order it happened', async () => {
    const id = await desk.ask();
    desk.clock.advance(-hour);
    await desk.flow.resume();
    expect(await desk.types(id)).toEqual(['asked']);
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    expect(await desk.types(id)).toEqual(['asked', 'confirmed', 'attempted', 'answered', 'settled']);
    expect(desk.sent).toHaveLength(1);
    expect(desk.chat.phaseOf('message 1')).toBe('done');
    const [asked, ...later] = await desk.events(id);
    for (const { at } of later) expect(Date.parse(at)).toBeLessThan(Date.parse(asked!.at));
    expect(fold(id, await desk.events(id))?.phase).toBe('done');
  });

  it('back an hour: it expires at the time that stands on its card', async () => {
    const id = await desk.ask();
    desk.clock.advance(-hour);
    desk.clock.advance(hour + 29 * 60_000);
    await desk.flow.resume();
    expect(await desk.types(id)).toEqual(['asked']);
    desk.clock.advance(60_000);
    await desk.flow.resume();
    await desk.flow.idle();
    expect(await desk.types(id)).toEqual(['asked', 'expired']);
  });

  it('forward an hour: its time is over, whoever presses, and going back does not bring it to life', async () => {
    const id = await desk.ask();
    desk.clock.advance(hour);
    expect(await desk.press(id, 'confirm')).toMatchObject({ kind: 'request', request: { phase: 'expired' } });
    desk.clock.advance(-hour);
    expect(await desk.press(id, 'confirm')).toMatchObject({ kind: 'request', request: { phase: 'expired' } });
    await desk.flow.idle();
    expect(desk.sent).toEqual([]);
    expect(desk.chat.phaseOf('message 1')).toBe('expired');
    const types = (await desk.types(id)).filter((type) => type !== 'press-refused');
    expect(types).toEqual(['asked', 'expired']);
  });

  it('forward an hour after the decision, before anything is sent: the deadline has passed, so nothing is', async () => {
    const id = await desk.ask();
    desk.bend.append = ({ type }) => {
      if (type !== 'attempted') return;
      delete desk.bend.append;
      throw new Error('the process is held up here');
    };
    await desk.press(id, 'confirm');
    await desk.flow.idle();
    desk.clock.advance(hour);
    await desk.flow.resume();
    await desk.flow.idle();
    expect(await desk.types(id)).toEqual(['asked', 'confirmed', 'settled']);
    expect(desk.sent).toEqual([]);
  });
});
