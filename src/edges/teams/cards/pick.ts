import type { Person } from '../../../core/person';
import type { Reply } from '../../../core/reply';
import type { Words } from '../words/words';
import { literal } from './literal';
import { buttonWithInputs, card, choiceInput, heading, line, type Card } from './parts';

/** Several people of one name: the asker says which of them is meant. Nobody is chosen beforehand. */
export function pickCard({ id, typed, choices, more }: Extract<Reply, { kind: 'pick' }>, words: Words): Card {
  const { pick: say } = words;
  return card(
    say.title,
    [
      heading(say.title),
      line(say.several(literal(typed, 100))),
      choiceInput(
        'choice',
        say.label,
        say.missing,
        choices.map((person) => ({ title: described(person), value: person.id })),
      ),
      ...(more === true ? [line(say.more)] : []),
      line(say.next),
    ],
    [buttonWithInputs(say.button, 'pick', id)],
  );
}

/** Enough to tell two people of one name apart; the end of the object id is never the same. */
function described({ id, name, address, jobTitle, department }: Person): string {
  const said = [name, address, jobTitle, department].filter((text) => text !== undefined);
  return `${said.map((text) => literal(text, 60)).join(', ')} (…${id.slice(-12)})`;
}
