// A process of its own that decides on requests of one record, with the compiled code and a directory in memory.
// Arguments: the folder of the compiled code, the SQLite file, a seed for its pauses.
// Each line in is a contest: `{ requests, people, policy, contestants }`, everybody let go at once; the line out is what
// each was told. `{ fold: [id] }` asks for what the record adds up to, as this process sees it.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const [compiled, file, seed] = process.argv.slice(2);
const { sqliteStore } = require(`${compiled}/edges/store/sqlite.js`);
const { playgroundKeys } = require(`${compiled}/playground/wiring.js`);
const { approve, reject } = require(`${compiled}/flow/review.js`);
const { cancel } = require(`${compiled}/flow/confirm.js`);
const { expireIfDue } = require(`${compiled}/flow/expire.js`);
const { load } = require(`${compiled}/flow/records.js`);

const store = sqliteStore(file, { keys: playgroundKeys, journal: { note: () => undefined } });
let random = Number(seed);
const upTo = (most) => {
  random = (random * 1103515245 + 12345) % 2147483648;
  return Math.floor((random / 2147483648) * (most + 1));
};
const pause = (ms) => new Promise((resolve) => (ms === 0 ? setImmediate(resolve) : setTimeout(resolve, ms)));

let conflicts = 0;
/** The record, a little slower between reading and writing, so that others get in between. */
const log = {
  ...store,
  read: async (id) => {
    const events = await store.read(id);
    await pause(upTo(2));
    return events;
  },
  append: async (id, expected, events) => {
    const answer = await store.append(id, expected, events);
    if (answer === 'conflict') conflicts += 1;
    return answer;
  },
};

/** Whoever is not named is an ordinary account. */
function anybody(id) {
  const person = {
    id,
    name: id,
    address: id,
    kind: 'member',
    enabled: true,
    synchronised: false,
    sessionsValidFrom: null,
  };
  return { person, roles: [], roleAssignableGroups: [], groups: [] };
}

function meansOf({ people, policy }, now) {
  const directory = { standing: async (id) => people.find(({ person }) => person.id === id) ?? anybody(id) };
  return { log, directory, policy, clock: { now: () => new Date(now) } };
}

const steps = {
  approve: (means, id, by) => approve(means, id, by),
  reject: (means, id, by) => reject(means, id, by, 'not now'),
  cancel: (means, id, by) => cancel(means, id, by),
  expire: async (means, id) => {
    let said = 0;
    const cards = { bring: () => undefined, tell: () => (said += 1) };
    const request = await expireIfDue(means, cards, await load(means, id));
    return { ok: said === 1, request };
  },
};

async function contend(contest, id, { does, by, now }) {
  await pause(upTo(3));
  const { ok, request, refusal } = await steps[does](meansOf(contest, now), id, by);
  return { does, by: by?.id, ok, phase: request.phase, decision: request.decision, refusal };
}

async function race(contest) {
  conflicts = 0;
  const answers = await Promise.all(
    contest.requests.map((id) =>
      Promise.all(contest.contestants.map((contestant) => contend(contest, id, contestant))),
    ),
  );
  return { answers, conflicts };
}

const folded = (ids) => Promise.all(ids.map((id) => load({ log: store }, id)));

createInterface(process.stdin).on('line', async (line) => {
  const wanted = JSON.parse(line);
  const said = wanted.fold === undefined ? await race(wanted) : await folded(wanted.fold);
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
process.stdout.write('"ready"\n');
