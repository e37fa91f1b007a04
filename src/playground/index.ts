import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startContoso, type Contoso } from './contoso';
import { parseTenantArguments } from './tenant/arguments';

const usage = `Usage: npm run playground -- [--olga-port 56150] [--ben-port 56151] [--verbose]
         [--latency MS]             each answer of the simulated Graph takes this long
         [--fault "METHOD PATH WHAT ..."]   such as --fault "POST /revokeSignInSessions 503 x2"

PATH is part of the path and query, "*" stands for any characters; tokens come from /msi/token.
WHAT is one of
  503                 any status, with retry-after=SECONDS and code=CODE if wanted
  html=502            a gateway's page instead of JSON
  no-answer, reset, half-open
                      silence; a broken connection; a good status and headers and then nothing
  delay=2000, reset-mid-body
                      it is done, and the answer comes late, or breaks half-way
Then xN for the first N requests only; and, where it would not be done at all, "worked" (it is done all the
same, as in "POST /revokeSignInSessions 500 worked") or late=MS (it is done so long after the answer).`;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    print(usage);
    return;
  }
  const simulated = parseTenantArguments(process.argv.slice(2));
  if (!simulated.ok) {
    complain(simulated.problem);
    return;
  }
  const own = readOwn([...simulated.rest]);
  if (typeof own === 'string') {
    complain(own);
    return;
  }
  print('Starting Contoso, Evict and two windows of the Microsoft 365 Agents Playground …');
  const contoso = await startContoso({
    ...own,
    latencyMs: simulated.latencyMs,
    faults: simulated.faults,
    print,
  });
  const stop = (): void => {
    void contoso.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  print(welcome(contoso));
  openBrowser(contoso.olga.url);
}

function complain(problem: string): void {
  process.stderr.write(`${problem}\n${usage}\n`);
  process.exitCode = 2;
}

type Own = Pick<Parameters<typeof startContoso>[0], 'olgaPort' | 'benPort' | 'logLevel'>;

function readOwn(args: string[]): Own | string {
  const port = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args,
      options: { 'olga-port': port, 'ben-port': port, verbose: { type: 'boolean' } },
    });
    const olgaPort = Number(values['olga-port'] ?? 56150);
    const benPort = Number(values['ben-port'] ?? 56151);
    const good = [olgaPort, benPort].every(
      (number) => Number.isInteger(number) && number >= 0 && number < 65_536,
    );
    if (!good) return 'A port is a number from 0 to 65535.';
    return { olgaPort, benPort, logLevel: values.verbose === true ? 'info' : 'silent' };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function welcome({ olga, ben, dropUrl }: Contoso): string {
  return `
Contoso is open. Two people, one bot:

  Olga Ops   Helpdesk Administrator                    ${olga.url}
  Ben Berg   Privileged Authentication Administrator   ${ben.url}

In Olga's window, under "Personal Chat", type:

  revoke sessions for alice@contoso.com because laptop stolen

and press "Revoke sessions" on the card. In the group chat, mention the bot first: @Evict revoke …

Ben is on call: approval cards go to his window. Open it too, under "Personal Chat"; then let Olga type

  revoke sessions for carol@contoso.com because her password was phished

and press "Approve" or "Reject" in Ben's window. Both windows follow.
For many at once, a group, first without a write:

  preview revoke sessions for members of "Project Falcon"

and a CSV file: what stands in it reaches Olga's chat as a file that she dropped there, with this line in another terminal.
(The Playground has no way to attach a file, nor to save one that Evict offers; Teams has both.)

  printf 'alice@contoso.com\\ndan@contoso.com\\nBob\\n' | curl --data-binary @- ${dropUrl}/people.csv

Also try:  who am i · help · pending · history · revoke my sessions · revoke eve@fabrikam.com

Every write that reaches the simulated Graph is printed below. Ctrl-C ends everything.
`;
}

/** Opens the person's browser where there is one to open; in a container or over SSH there is not. */
function openBrowser(url: string): void {
  const { platform, env } = process;
  const hasScreen =
    platform !== 'linux' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
  if (!hasScreen || env['CI'] !== undefined || !process.stdout.isTTY) return;
  const opener = platform === 'win32' ? 'explorer' : platform === 'darwin' ? 'open' : 'xdg-open';
  const browser = spawn(opener, [url], { stdio: 'ignore', detached: true });
  browser.on('error', () => {
    print(`Open ${url} in your browser.`);
  });
  browser.unref();
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
