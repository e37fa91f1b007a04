import { parse } from '../../src/core/command/parse';
import { figures, ms } from './figures';

/** What responders paste, from one person to a list. */
const lines = [
  'revoke sessions for alice@contoso.com because laptop stolen ticket INC0012345',
  'sign out alice@contoso.com, bob@contoso.com and carol@contoso.com',
  "Revoke-MgUserSignInSession -UserId 'alice@contoso.com' -WhatIf",
  'preview revoke sessions for members of "Project Falcon"',
  'history for alice@contoso.com last 7 days',
  'pls kick alice',
  'approve R-7F3K2',
  'who am i',
];

/** (d) Lines a second, and time against length. */
export function benchParser({ rounds, say }: { rounds: number; say: (line: string) => void }): void {
  for (let warm = 0; warm < 2_000; warm += 1) parse(lines[warm % lines.length] ?? '');
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) parse(lines[round % lines.length] ?? '');
  const seconds = (performance.now() - began) / 1_000;
  say(`${(rounds / seconds).toFixed(0)} lines a second`);
  const families: readonly (readonly [string, (length: number) => string])[] = [
    ['addresses', (length) => `revoke ${repeated('alice.archer@contoso.com, ', length)}`],
    ['a reason', (length) => `revoke alice@contoso.com because ${repeated('laptop stolen ', length)}`],
    ['quotes', (length) => `revoke ${repeated('"', length)}`],
    ['commas', (length) => `revoke ${repeated(', ', length)}`],
    ['PowerShell', (length) => `Revoke-MgUserSignInSession ${repeated('-UserId `\n', length)}`],
  ];
  for (const [name, text] of families) {
    const [small, large] = [timeOf(text(10_000)), timeOf(text(100_000))];
    say(
      `  ${name}: 10 KB ${ms(small)}, 100 KB ${ms(large)}, ratio ${(large / small).toFixed(1)} for ten times the length`,
    );
  }
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** The median of a few. */
function timeOf(text: string): number {
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    parse(text);
    return performance.now() - began;
  });
  return figures(times).p50;
}
