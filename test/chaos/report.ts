import type { Ran } from './run';
import { streams } from './streams';

/** Everything about a run that went wrong: enough to understand it, and the line that repeats it. */
export function told(ran: Ran): string {
  const { seed, disturbances, stories, evidence, violations, deaths } = ran;
  const { events, posts, effects } = evidence;
  const lives = streams(events).map((stream) =>
    stream.map((event) => `    ${event.at} ${brief(event)}`).join('\n'),
  );
  const ledger = posts.map(({ at, id, clientRequestId }) => {
    const did = effects.get(clientRequestId)?.did ?? 'reached nobody';
    return `    ${at.toISOString()} ${clientRequestId} for ${id}: ${did}`;
  });
  return [
    `seed ${seed}: ${violations.length} violations`,
    ...violations.map((violation) => `  ! ${violation.replaceAll('\n', '\n    ')}`),
    `  wrong: ${disturbances.map(({ name }) => name).join(' + ')}; ${deaths} deaths`,
    `  stories: ${stories.join(', ')}`,
    ...lives.map((life) => `  request\n${life}`),
    '  Graph received',
    ...ledger,
    `  again: npm run chaos -- --seed ${seed} --runs 1`,
  ].join('\n');
}

/** A run with nothing to say against it, on one line. */
export function held({ seed, disturbances, deaths, settledAfter }: Ran): string {
  const names = disturbances.map(({ name }) => name).join(' + ');
  return `seed ${seed} holds: ${names} (${deaths} deaths, settled after ${settledAfter.toFixed(0)} s)`;
}

function brief(event: Ran['evidence']['events'][number]): string {
  const { at: _at, request: _request, type, ...rest } = event;
  if (event.type === 'asked')
    return `asked ${event.code} by ${event.by.name} for ${event.targets[0]?.person.name ?? '?'}, ${event.rule}`;
  return `${type} ${JSON.stringify(rest).slice(0, 300)}`;
}

/** Runs, deaths and violations for each thing that can go wrong. */
export function table(all: readonly Ran[]): string {
  const names = [
    ...new Set(all.flatMap(({ disturbances }) => disturbances.map(({ name }) => name))),
  ].toSorted();
  const rows = names.map((name) => {
    const its = all.filter(({ disturbances }) => disturbances.some((one) => one.name === name));
    const deaths = its.reduce((sum, ran) => sum + ran.deaths, 0);
    const violations = its.reduce((sum, ran) => sum + ran.violations.length, 0);
    return `${String(its.length).padStart(6)} ${String(deaths).padStart(7)} ${String(violations).padStart(11)}  ${name}`;
  });
  return ['  runs  deaths  violations', ...rows, summary(all)].join('\n');
}

export function summary(all: readonly Ran[]): string {
  const count = (of: (ran: Ran) => number): number => all.reduce((sum, ran) => sum + of(ran), 0);
  const requests = count(({ evidence }) => streams(evidence.events).length);
  const posts = count(({ evidence }) => evidence.posts.length);
  const cards = count(({ evidence }) => evidence.claims.length);
  const longest = Math.max(0, ...all.map(({ settledAfter }) => settledAfter));
  return (
    `${all.length} runs, ${requests} requests, ${posts} POSTs, ${cards} cards, ${count(({ deaths }) => deaths)} deaths; ` +
    `settled after ${longest.toFixed(0)} s at the most; ${count(({ violations }) => violations.length)} violations`
  );
}
