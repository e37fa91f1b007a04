import {
  asked,
  askedAbout,
  askRefused,
  cancelled,
  code,
  confirmed,
  expired,
  person,
  pressRefused,
  requestId,
} from './events';
import type { Log, LogSource } from './log';
import { placesContract } from './places.contract';

const [first, second, third] = [requestId(1), requestId(2), requestId(3)];
const place = {
  request: first,
  where: 'a conversation',
  activityId: 'card 1',
  view: 'asker',
  shown: 1,
} as const;

/** What the rest of Evict relies on, for any implementation of the ports RequestLog and Places. */
export function requestLogContract(name: string, begin: () => LogSource): void {
  describe(`${name}: the request log`, () => {
    let record: LogSource;
    let log: Log;
    beforeEach(() => {
      record = begin();
      log = record.open();
    });
    afterEach(() => {
      record.remove();
    });

    appending(
      () => log,
      () => record,
    );
    asking(() => log);
    finding(() => log);
    placesContract(() => log);
  });
}

function appending(log: () => Log, record: () => LogSource): void {
  it('gives back what was appended, oldest first', async () => {
    expect(await log().append(first, 0, [asked()])).toBe('appended');
    expect(await log().append(first, 1, [pressRefused, confirmed])).toBe('appended');
    expect(await log().read(first)).toEqual([asked(), pressRefused, confirmed]);
  });

  it('keeps a text exactly as it is, whatever it holds', async () => {
    const reason =
      'line\nbreak "quote" \u0000 \u001b[31m \u202e 🔒 {"type":"verified"} \'; drop table events';
    await log().append(first, 0, [asked({ reason })]);
    expect(await log().read(first)).toEqual([asked({ reason })]);
  });

  it.each([
    ['behind', 0],
    ['ahead', 2],
  ])('refuses an append by somebody %s, and keeps nothing of it', async (_, expected) => {
    await log().append(first, 0, [asked()]);
    expect(await log().append(first, expected, [confirmed])).toBe('conflict');
    expect(await log().read(first)).toEqual([asked()]);
  });

  it('gives a code to one request only', async () => {
    await log().append(first, 0, [asked()]);
    expect(await log().append(second, 0, [askedAbout('sam', 'R-7F3K2')])).toBe('code-taken');
    expect(await log().read(second)).toEqual([]);
    expect(await log().idOf(asked().code)).toBe(first);
    expect(await log().openFor([person('sam').id], 'confirm')).toBeUndefined();
  });

  it('gives no code twice, not even after its request is over', async () => {
    await log().append(first, 0, [asked(), cancelled]);
    expect(await log().append(second, 0, [asked()])).toBe('code-taken');
  });

  it('appends all events or none: one that cannot follow takes the others with it', async () => {
    await expect(log().append(first, 0, [confirmed, asked()])).rejects.toThrow();
    expect(await log().read(first)).toEqual([]);
    await log().append(first, 0, [asked()]);
    const nobodys = { ...confirmed, type: 'settled', target: second, outcome: { kind: 'failed', code: 'x' } };
    await expect(log().append(first, 1, [confirmed, nobodys as never])).rejects.toThrow();
    expect(await log().read(first)).toEqual([asked()]);
    expect(await log().append(first, 1, [confirmed])).toBe('appended');
  });

  it('lets exactly one of two open logs append at a version, and tells the other', async () => {
    const again = record().open();
    await log().append(first, 0, [asked()]);
    const answers = await Promise.all([
      log().append(first, 1, [confirmed]),
      again.append(first, 1, [cancelled]),
    ]);
    expect(answers.toSorted()).toEqual(['appended', 'conflict']);
    const winner = answers[0] === 'appended' ? confirmed : cancelled;
    expect(await again.read(first)).toEqual([asked(), winner]);
    expect(await log().read(first)).toEqual([asked(), winner]);
  });

  it('lets one of fifty appends at the same version through', async () => {
    const logs = [log(), record().open(), record().open()];
    await log().append(first, 0, [asked()]);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => logs[index % 3]!.append(first, 1, [confirmed])),
    );
    expect(answers.filter((answer) => answer === 'appended')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(49);
    expect(await log().read(first)).toEqual([asked(), confirmed]);
  });

  it('shows another open log everything', async () => {
    await log().append(first, 0, [asked(), confirmed]);
    await log().remember(place);
    const again = record().open();
    expect(await again.read(first)).toEqual([asked(), confirmed]);
    expect(await again.idOf(asked().code)).toBe(first);
    expect(await again.unfinished()).toEqual([first]);
    expect(await again.of(first)).toEqual([place]);
  });
}

function asking(log: () => Log): void {
  it('knows nothing of a request that was never asked', async () => {
    expect(await log().read(first)).toEqual([]);
    expect(await log().idOf(code('R-7F3K2'))).toBeUndefined();
    expect(await log().unfinished()).toEqual([]);
  });

  it('finds a request by its code', async () => {
    await log().append(first, 0, [askedAbout('alice', 1)]);
    await log().append(second, 0, [askedAbout('sam', 2)]);
    expect(await log().idOf(code('R-00002'))).toBe(second);
  });

  it('lists unfinished requests oldest first, whatever order they were written in', async () => {
    await log().append(second, 0, [askedAbout('sam', 2, minute(2))]);
    await log().append(third, 0, [askedAbout('nora', 3, minute(3)), confirmed]);
    await log().append(first, 0, [askedAbout('alice', 1, minute(1))]);
    expect(await log().unfinished()).toEqual([first, second, third]);
  });

  it.each([
    ['cancelled', cancelled],
    ['expired', expired],
  ])('does not list a request that is %s', async (_, end) => {
    await log().append(first, 0, [asked()]);
    await log().append(first, 1, [end]);
    expect(await log().unfinished()).toEqual([]);
  });

  it('keeps an ask that was refused, and lists it nowhere', async () => {
    await log().append(first, 0, [askRefused]);
    expect(await log().read(first)).toEqual([askRefused]);
    expect(await log().unfinished()).toEqual([]);
    expect(await log().without(new Date('2027-01-01T00:00:00Z'))).toEqual([]);
  });
}

function minute(number: number): string {
  return `2026-11-21T14:0${number}:00.000Z`;
}

function finding(log: () => Log): void {
  it('has one open request for one person, and tells whoever asks for another', async () => {
    await log().append(first, 0, [askedAbout('alice', 1)]);
    expect(await log().openFor([person('alice').id], 'confirm')).toBe(first);
    expect(await log().append(second, 0, [askedAbout('alice', 2)])).toBe('already-open');
    expect(await log().read(second)).toEqual([]);
    expect(await log().append(second, 0, [askedAbout('sam', 2)])).toBe('appended');
  });

  it("keeps somebody's request about themselves apart from requests by others", async () => {
    const alice = person('alice');
    const own = { ...askedAbout('alice', 2), by: { id: alice.id, name: alice.name, address: alice.address } };
    await log().append(first, 0, [askedAbout('alice', 1)]);
    expect(await log().append(second, 0, [own])).toBe('appended');
    expect(await log().openFor([alice.id], 'own')).toBe(second);
    expect(await log().openFor([alice.id], 'confirm')).toBe(first);
    expect(await log().append(third, 0, [{ ...own, code: askedAbout('alice', 3).code }])).toBe(
      'already-open',
    );
  });

  it('has one open request for the same several people, in whatever order they are named', async () => {
    const two = [person('alice'), person('sam')].map((one) => ({ person: one, roles: [] }));
    const [alice, sam] = [person('alice').id, person('sam').id];
    await log().append(first, 0, [asked({ targets: two })]);
    const again = asked({ code: code('R-00002'), targets: two.toReversed() });
    expect(await log().append(second, 0, [again])).toBe('already-open');
    expect(await log().openFor([sam, alice], 'confirm')).toBe(first);
    expect(await log().openFor([sam, alice], 'approval')).toBeUndefined();
    expect(await log().openFor([alice], 'confirm')).toBeUndefined();
    expect(await log().openFor([alice, sam, person('nora').id], 'confirm')).toBeUndefined();
    expect(await log().find({ most: 10, target: sam })).toEqual([first]);
    expect(await log().append(third, 0, [askedAbout('alice', 3)])).toBe('appended');
    await log().append(first, 1, [cancelled]);
    expect(await log().append(second, 0, [again])).toBe('appended');
  });

  it('takes another request for a person once the first is over', async () => {
    await log().append(first, 0, [askedAbout('alice', 1), cancelled]);
    expect(await log().openFor([person('alice').id], 'confirm')).toBeUndefined();
    expect(await log().append(second, 0, [askedAbout('alice', 2)])).toBe('appended');
    expect(await log().openFor([person('alice').id], 'confirm')).toBe(second);
  });

  it('finds requests newest first, as many as asked for', async () => {
    await log().append(first, 0, [askedAbout('alice', 1, minute(1))]);
    await log().append(third, 0, [askedAbout('nora', 3, minute(3)), cancelled]);
    await log().append(second, 0, [askedAbout('sam', 2, minute(2))]);
    expect(await log().find({ most: 10 })).toEqual([third, second, first]);
    expect(await log().find({ most: 2 })).toEqual([third, second]);
    expect(await log().find({ most: 10, since: new Date(minute(2)) })).toEqual([third, second]);
    expect(await log().find({ most: 10, target: person('alice').id })).toEqual([first]);
    expect(await log().find({ most: 10, target: person('alice').id, since: new Date(minute(2)) })).toEqual(
      [],
    );
    expect(await log().find({ most: 10, target: person('carol').id })).toEqual([]);
  });
}
