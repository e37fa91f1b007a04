import { parse } from '../../src/core/command/parse';
import { markOf } from '../../src/core/command/mention';
import { guid } from './typed/readings';

describe('a long text costs in proportion to its length', () => {
  const small = 12_500;
  const large = 100_000;
  /** Below this the clock says more about the machine than about the text; quadratic work takes seconds. */
  const noiseMs = 60;

  /** On the processor, not on the wall: the best of several runs, as the others were disturbed. */
  function milliseconds(text: string): number {
    let best = Infinity;
    for (let run = 0; run < 7; run += 1) {
      const start = process.threadCpuUsage();
      parse(text);
      const { user, system } = process.threadCpuUsage(start);
      const took = (user + system) / 1_000;
      best = Math.min(best, took);
      // One that takes a second is not worth repeating.
      if (took > 1_000) break;
    }
    return best;
  }

  const families: readonly (readonly [name: string, lead: string, unit: string, end?: string])[] = [
    ['quotes', 'revoke ', '"'],
    ['quotes between spaces', 'revoke ', "' "],
    ['at signs', 'revoke ', '@'],
    ['dots in a domain', 'revoke alice@a', '.a'],
    ['dots', 'revoke ', '.'],
    ['dashes', 'revoke ', '\u2013'],
    ['commas', 'revoke ', ','],
    ['commas after a reason', 'revoke alice@contoso.com because x', ' ,'],
    ['commas and a last word', 'revoke alice@contoso.com because x', ' ,', 'y'],
    ['spaces and a last word', 'revoke alice@contoso.com because x', ' ', 'y'],
    ['dots and a last sign', 'revoke alice@a', '.a', '!'],
    ['spaces', 'revoke ', ' '],
    ['spaces in a reason', 'revoke alice@contoso.com because x', ' '],
    ['becauses', 'revoke alice@contoso.com', ' because'],
    ['tickets', 'revoke alice@contoso.com', ' ticket'],
    ['tickets and becauses', 'revoke alice@contoso.com', ' ticket because'],
    ['colons after a reason', 'revoke alice@contoso.com reason', ':'],
    ['mailtos', 'revoke ', 'mailto:'],
    ['open brackets', 'revoke ', '<'],
    ['addresses', 'revoke', ' alice@contoso.com'],
    ['object ids', 'revoke', `,${guid}`],
    ['one endless word', '', 'r'],
    ['a code that never ends', 'status R-', '7'],
    ['help on everything', 'help', ' revoke'],
    ['agains', 'revoke', ' again'],
    ['reasons of a rejection', 'reject R-7F3K2 because', ' because'],
    ['commas of a rejection', 'reject R-7F3K2', ' ,', ' because no'],
    ['a history that never ends', 'history last 7', ' days'],
    ['days without end', 'history last ', '7', ' days'],
    ['invisible characters', 'revoke ', '\u200b'],
    ['quotations that never end', 'revoke ', "'a "],
    ['quotations within a line', 'revoke ', '"a"b '],
    ['names', 'revoke', ' "Alice Archer",'],
    ['names before an address that never comes', 'revoke', ' Alice'],
    ['names and addresses', 'revoke', ' Alice Archer <alice@contoso.com>;'],
    ['last names first', 'revoke', '\nArcher, Alice <alice@contoso.com>'],
    ['mentions', 'revoke ', markOf(0)],
    ['groups', 'revoke', ' members of "Falcon",'],
    ['bullets', 'revoke', '\n- alice@contoso.com'],
    ['numbers', 'revoke', '\n1. '],
    ['words before people', 'revoke', ' the users'],
    ['previews', 'preview', ' preview'],
    ['flags', 'revoke alice@contoso.com because', ' --what-if'],
    ['lines of PowerShell', '', 'Revoke-MgUserSignInSession -UserId alice@contoso.com\n'],
    ['pipes', "'alice@contoso.com'", ' |', ' Revoke-MgUserSignInSession'],
    ['people in a pipe', "'bob@contoso.com'", ",'alice@contoso.com'", ' | Revoke-MgUserSignInSession'],
    ['open brackets of PowerShell', 'Revoke-MgUserSignInSession ', '@('],
    ['quotations of PowerShell', 'Revoke-MgUserSignInSession ', "'a 'b"],
    ['remarks that never end', 'Revoke-MgUserSignInSession #> ', '<# '],
    ['empty lines', 'Revoke-MgUserSignInSession', '\n \n'],
    ['backticks', 'Revoke-MgUserSignInSession', ' `'],
    ['fences', '```', ' ', '`` Revoke-MgUserSignInSession'],
  ];

  const named = families.map(([name, lead, unit, end = '']) => ({ name, lead, unit, end }));

  test.each(named)('$name', ({ lead, unit, end }) => {
    const ofLength = (length: number): string => lead + unit.repeat(length / unit.length) + end;
    milliseconds(ofLength(small));
    const [short, long] = [milliseconds(ofLength(small)), milliseconds(ofLength(large))];
    // Eight times the text: linear work takes about 8 times as long, quadratic work 64 times.
    expect(long).toBeLessThan(Math.max(30 * short, noiseMs));
  });
});
