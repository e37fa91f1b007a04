import { reasonFor } from './tiers';

/** What an ask would come to, said without asking. */
export const preview = {
  title: {
    confirm: 'Preview: you would confirm this yourself',
    'one-approver': 'Preview: an approver would be asked',
    'two-approvers': 'Preview: two approvers would be asked',
    never: 'Preview: this would be refused',
  },
  refused: 'Preview: this would be refused.',
  nothing: 'This is a preview. Nobody was asked, nothing was written down and nothing was sent.',
  confirm: 'The next card would have the buttons "Revoke sessions" and "Cancel" for you.',
  because: reasonFor,
  joins: (code: string) => `Request ${code} is open for exactly these people: your ask would join it.`,
  next: 'To ask for it, send the same without "preview". Everything is looked up and checked anew then.',
} as const;
