import type { Refusal } from '../../../../core/refusal';
import type { Reply } from '../../../../core/reply';
import { time } from './times';

type Of<Kind extends Refusal['kind']> = Extract<Refusal, { kind: Kind }>;
type Parts = [title: string, lines: readonly string[]];

const makeRoom =
  'Have one of yours decided, or cancel it ("pending" lists them), or wait until one expires. Then send the command again.';
const ownAnyway = 'Your own sessions you can revoke all the same: "revoke my sessions".';

export function tooManyOpen({ whose, most }: Of<'too-many-open'>): Parts {
  return whose === 'yours'
    ? [
        `${most} of your requests wait for a decision`,
        ['That is as many as one person may have.', makeRoom, ownAnyway],
      ]
    : [
        `${most} requests wait for a decision`,
        [
          'That is as many as may, from everybody. Until there are fewer, each person may have one.',
          makeRoom,
          ownAnyway,
        ],
      ];
}

export function pressesStopped({ most, until }: Of<'too-many-presses'>): Parts {
  return [
    `You pressed ${most} times within a minute`,
    [`This press was not looked at. Press again after ${time(until)}.`],
  ];
}

/** Said once, also where others read it: so by name. */
export function slowDown({ name, most, until }: Extract<Reply, { kind: 'slow-down' }>): {
  readonly title: string;
  readonly lines: readonly string[];
} {
  return {
    title: `${name}: that is more than I read`,
    lines: [
      `I read ${most} messages of yours within a minute. This one, and all until ${time(until)}, I do not read.`,
      'What is open stays as it is, and buttons on cards work.',
    ],
  };
}
