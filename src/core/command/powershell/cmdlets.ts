import type { Family } from './parameters';

/** A cmdlet that revokes sessions. */
export interface Cmdlet {
  readonly name: string;
  readonly family: Family;
  /** Of a beta module: here it does the same as the other. */
  readonly beta?: true;
}

export const cmdlets: readonly Cmdlet[] = [
  { name: 'Revoke-MgUserSignInSession', family: 'graph' },
  { name: 'Revoke-MgBetaUserSignInSession', family: 'graph', beta: true },
  { name: 'Revoke-EntraUserAllRefreshToken', family: 'entra' },
  { name: 'Revoke-EntraBetaUserAllRefreshToken', family: 'entra', beta: true },
  { name: 'Revoke-AzureADUserAllRefreshToken', family: 'entra' },
  { name: 'Revoke-EntraSignedInUserAllRefreshToken', family: 'signed-in' },
  { name: 'Revoke-EntraBetaSignedInUserAllRefreshToken', family: 'signed-in', beta: true },
  { name: 'Revoke-AzureADSignedInUserAllRefreshToken', family: 'signed-in' },
];

/** The same of CLI for Microsoft 365, word by word. */
export const m365 = ['m365', 'entra', 'user', 'session', 'revoke'] as const;

export function cmdletNamed(name: string): Cmdlet | undefined {
  return cmdlets.find((cmdlet) => cmdlet.name.toLowerCase() === name.toLowerCase());
}

const mentioned = new RegExp(`(?<![\\w-])(?:${cmdlets.map(({ name }) => name).join('|')})(?![\\w-])`, 'i');
const begun = new RegExp(`^[^\\S\\n]*(?:[$>][^\\S\\n]*)?${m365.join('[^\\S\\n]+')}(?![\\w-])`, 'im');

/** Whether a text is to be read as PowerShell or as a command line: it names one of these. */
export function namesCmdlet(text: string): boolean {
  return mentioned.test(text) || begun.test(text);
}
