import type { Reply } from '../../../core/reply';
import { runOf, type Request } from '../../../core/request/state';
import type { Words } from '../words/words';
import { mostOfPerson, nameOf } from './crowd';
import { literal } from './literal';
import { card, heading, line, type Card } from './parts';

const onPage = 20;

/** Everybody in a request, those who were left out behind the others: twenty on a page. */
export function peopleCard(
  { request, page: wanted }: Extract<Reply, { kind: 'people' }>,
  words: Words,
): Card {
  const { peoplePage: say } = words;
  const everybody = [...request.targets.keys(), ...(request.leftOut ?? []).keys()].length;
  const pages = Math.max(1, Math.ceil(everybody / onPage));
  const page = Math.min(wanted, pages);
  const title = say.title(request.code, page, pages);
  const begin = (page - 1) * onPage;
  const shown = Array.from({ length: Math.min(onPage, everybody - begin) }, (_, at) => begin + at);
  return card(title, [
    heading(title),
    ...shown.map((at) => line(literal(`${at + 1}. ${inOneLine(request, at, words)}`, mostOfPerson + 60))),
    ...(page < pages ? [line(say.next(request.code, page + 1))] : []),
  ]);
}

function inOneLine(request: Request, at: number, { crowd: say, phaseName }: Words): string {
  const { targets, leftOut = [], phase } = request;
  const target = targets[at];
  const out = leftOut[at - targets.length];
  if (target === undefined) return out === undefined ? '' : say.leftOutLine(out);
  const run = runOf(request, target.person.id);
  const isUnderWay = phase === 'ready' || phase === 'executing';
  const state =
    run?.outcome !== undefined
      ? say.outcome(run.outcome)
      : isUnderWay
        ? say.underWay(run?.attempts.length ?? 0)
        : phaseName(phase);
  return `${nameOf(target)}: ${state}`;
}
