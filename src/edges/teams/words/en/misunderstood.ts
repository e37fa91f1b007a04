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

export function misunderstoodWords({ problem, text = '', topic, unfit }: Misread): Misunderstood {
  const isAsk = topic === 'revoke';
  switch (problem) {
    case 'empty':
      return { title: 'There was nothing to read' };
    case 'unknown-command':
      return { title: `I do not understand "${text}"` };
    case 'no-target':
      return { title: 'Whose sessions?' };
    case 'not-a-target':
      return { title: `"${text}" is not an address or object id`, ...(isAsk ? { next: [howToName] } : {}) };
    case 'leftover':
      return {
        title: `I do not understand "${text}" at that place`,
        ...(isAsk ? { next: [`${wholeList} ${howToName}`] } : {}),
      };
    case 'no-code':
      return { title: 'Which request?' };
    case 'not-a-code':
      return { title: `"${text}" is not a request code` };
    case 'quoted':
      return { title: 'I take no command from a message that quotes or forwards another one' };
    case 'no-reason':
      return { title: 'Why do you reject it?' };
    case 'here-or-status':
      return { title: 'Say "approvals here" or "approvals status"' };
    case 'unknown-topic':
      return { title: `I have no command "${text}"` };
    case 'not-a-group':
      return {
        title: text === '' ? 'Members of which group?' : `"${text}" is not the name of a group in quotation marks`,
        next: ['Write its full name between quotation marks, or its object id.'],
      };
    case 'group-or-person':
      return {
        title: `Is ${text} a group or a person?`,
        next: ['For a second group say "members of" once more; a person goes before the group.'],
      };
    case 'two-in-one':
      return {
        title: `${text} names two different people`,
        next: ['If you mean both, put a comma between them.'],
      };
    case 'no-file':
      return {
        title: `You say "${text}", and no file came with your message`,
        next: ['Drop the CSV file in our personal chat, together with the command.'],
      };
    case 'file-unsaid':
      return {
        title: 'You named people, and a file came along',
        next: ['To take both, add "and the attached file". Otherwise send the command without the file.'],
      };
    case 'nothing-to-preview':
      return {
        title: `There is no preview of "${text}"`,
        next: ['Only a revoke can be previewed; everything else can be seen as it is.'],
      };
    case 'mixed-lines':
      return {
        title: 'These lines do not go together',
        next: ['Send those with -WhatIf apart from those without, and those about yourself apart from others.'],
      };
    case 'variable':
      return {
        title: `I do not know what is in ${text}`,
        next: ['I run no PowerShell and have no variables. Write addresses or object ids in its place.'],
      };
    case 'other-command':
      return {
        title: `I do not run "${text}"`,
        next: [
          'I read only lines that revoke sessions. For the members of a group say: revoke sessions for members of "Project ' +
            'Falcon". For a list drop a CSV file in our personal chat.',
        ],
      };
    case 'unknown-parameter':
      return {
        title: `${text} is not a parameter here, or is short for several`,
        next: ['Write its whole name.'],
      };
    case 'unfit-parameter':
      return {
        title: `I take no ${text}`,
        ...(unfit === undefined ? {} : { next: [unfitParameters[unfit]] }),
      };
  }
}
