import type { Misread } from '../../../../core/command/command';
import { unfitParameters } from './powershell';

/** What is the matter with what was typed, and what to do about it where an example does not say it. */
interface Misunderstood {
  readonly title: string;
  readonly next?: readonly string[];
}

const howToName =
  'A name goes between quotation marks, as in "Alice Archer"; or mention the person. I do not guess whom you mean.';
const wholeList = 'A list is read as a whole or not at all.';

/** What was typed is there for each, if only as nothing. */
type Typed = Misread & { readonly text: string };
type Sentences = Readonly<Record<Misread['problem'], (misread: Typed) => Misunderstood>>;

const sentences: Sentences = {
  empty: () => ({ title: 'There was nothing to read' }),
  'unknown-command': ({ text }) => ({ title: `I do not understand "${text}"` }),
  'no-target': () => ({ title: 'Whose sessions?' }),
  'not-a-target': ({ text, topic }) => ({
    title: `"${text}" is not an address or object id`,
    ...(topic === 'revoke' ? { next: [howToName] } : {}),
  }),
  leftover: ({ text, topic }) => ({
    title: `I do not understand "${text}" at that place`,
    ...(topic === 'revoke' ? { next: [`${wholeList} ${howToName}`] } : {}),
  }),
  'no-code': () => ({ title: 'Which request?' }),
  'not-a-code': ({ text }) => ({ title: `"${text}" is not a request code` }),
  quoted: () => ({ title: 'I take no command from a message that quotes or forwards another one' }),
  'no-reason': () => ({ title: 'Why do you reject it?' }),
  'here-or-status': () => ({ title: 'Say "approvals here" or "approvals status"' }),
  'unknown-topic': ({ text }) => ({ title: `I have no command "${text}"` }),
  'not-a-group': ({ text }) => ({
    title:
      text === '' ? 'Members of which group?' : `"${text}" is not the name of a group in quotation marks`,
    next: ['Write its full name between quotation marks, or its object id.'],
  }),
  'group-or-person': ({ text }) => ({
    title: `Is ${text} a group or a person?`,
    next: ['For a second group say "members of" once more; a person goes before the group.'],
  }),
  'two-in-one': ({ text }) => ({
    title: `${text} names two different people`,
    next: ['If you mean both, put a comma between them.'],
  }),
  'no-file': ({ text }) => ({
    title: `You say "${text}", and no file came with your message`,
    next: ['Drop the CSV file in our personal chat, together with the command.'],
  }),
  'file-unsaid': () => ({
    title: 'You named people, and a file came along',
    next: ['To take both, add "and the attached file". Otherwise send the command without the file.'],
  }),
  'nothing-to-preview': ({ text }) => ({
    title: `There is no preview of "${text}"`,
    next: ['Only a revoke can be previewed; everything else can be seen as it is.'],
  }),
  'mixed-lines': () => ({
    title: 'These lines do not go together',
    next: ['Send those with -WhatIf apart from those without, and those about yourself apart from others.'],
  }),
  variable: ({ text }) => ({
    title: `I do not know what is in ${text}`,
    next: ['I run no PowerShell and have no variables. Write addresses or object ids in its place.'],
  }),
  'other-command': ({ text }) => ({
    title: `I do not run "${text}"`,
    next: [
      'I read only lines that revoke sessions. For the members of a group say: revoke sessions for members of "Project ' +
        'Falcon". For a list drop a CSV file in our personal chat.',
    ],
  }),
  'unknown-parameter': ({ text }) => ({
    title: `${text} is not a parameter here, or is short for several`,
    next: ['Write its whole name.'],
  }),
  'unfit-parameter': ({ text, unfit }) => ({
    title: `I take no ${text}`,
    ...(unfit === undefined ? {} : { next: [unfitParameters[unfit]] }),
  }),
};

export function misunderstoodWords(misread: Misread): Misunderstood {
  return sentences[misread.problem]({ ...misread, text: misread.text ?? '' });
}
