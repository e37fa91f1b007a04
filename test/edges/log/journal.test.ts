import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiled } from '../../support/child';

const run = promisify(execFile);

const canary = 'C4n4ryt0ken';
const secret = 'S3cr3t-of-the-settings';

/** The lines that a process writes on standard output when it does this with `log`. */
async function written(work: string, level = 'debug'): Promise<readonly Record<string, unknown>[]> {
  const source = compiled('edges/log/journal.js');
  const { stdout } = await run(process.execPath, [join(__dirname, 'lines.mjs'), work, source, level, secret]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** As the SDKs make them: the whole request and answer hang on the error. */
const sdkError = `
  const inner = Object.assign(new TypeError('fetch failed ${canary}'), { code: 'ECONNRESET', token: '${canary}' });
  const error = Object.assign(new Error('answered 403 to ${canary}', { cause: inner }), {
    statusCode: 403,
    request: { headers: { authorization: 'Bearer ${canary}' } },
    response: { body: '${canary}' },
    secret: '${canary}',
  });
`;

describe('the log', () => {
  it('is one line of JSON for each message, with the time and the fields', async () => {
    const [line, ...more] = await written(`log.note('listening', { port: 3978 })`);
    expect(line).toMatchObject({ msg: 'listening', port: 3978, level: 30 });
    expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(more).toEqual([]);
  });

  it('names an error and its causes with their codes, and nothing that hangs on them or that they quote', async () => {
    const [line] = await written(`${sdkError} log.note('a look-up failed', { cause: error })`);
    expect(line).toMatchObject({
      msg: 'a look-up failed',
      level: 40,
      cause: { name: 'Error', status: 403, cause: { name: 'TypeError', code: 'ECONNRESET' } },
    });
    expect(JSON.stringify(line)).not.toContain(canary);
  });

  it('says which sign-in error Microsoft Entra gave, without what it wrote around it', async () => {
    const told = `AADSTS7000215: Invalid client secret provided: ${canary}`;
    const [line] = await written(`log.note('crashed', { cause: new Error('${told}') })`);
    expect(line).toMatchObject({ cause: { signIn: 'AADSTS7000215' } });
    expect(JSON.stringify(line)).not.toContain(canary);
  });

  it.each([
    ['a thrown object that is no error', `{ headers: { authorization: '${canary}' } }`],
    ['a list', `['${canary}']`],
    ['a cause that is no error', `new Error('y', { cause: { token: '${canary}' } })`],
    ['several errors in one', `new AggregateError([new Error('${canary}')], 'both failed')`],
    ['a way to write itself', `Object.assign(new Error('y'), { toJSON: () => '${canary}' })`],
    ['a message that looks like our stack', `new Error('x\\n    at ' + compiled + ':1:1\\n${canary}')`],
    ['a code of somebody else', `Object.assign(new Error('y'), { code: 'said ${canary}' })`],
    ['a name of somebody else', `Object.assign(new Error('y'), { name: 'said: ${canary}' })`],
    ['a text with a token', `'refused Bearer ${canary}.eyJ.x for you'`],
    ['a text with a signed token', `'token eyJhbGciOiJSUzI1NiJ9.eyJ${canary}.c2lnbmF0dXJl is not good'`],
  ])('keeps back what may be a secret: %s', async (_, cause) => {
    const compiledJournal = JSON.stringify(compiled('edges/log/journal.js'));
    const lines = await written(
      `const compiled = ${compiledJournal}; log.note('crashed', { cause: ${cause} })`,
    );
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(canary);
  });

  it('never holds a secret of the settings, whatever brought it there', async () => {
    const lines = await written(
      `log.note('refused at the door', { status: 401, reason: 'no ${secret} here' })`,
    );
    expect(lines).toMatchObject([{ reason: 'no … here' }]);
  });

  it('ends, also when causes go in a circle, and cuts what is too long', async () => {
    const [line] = await written(
      `const a = new Error('a'.repeat(10_000)); const b = new Error('b', { cause: a }); a.cause = b; log.note('crashed', { cause: a })`,
    );
    expect(JSON.stringify(line).length).toBeLessThan(5_000);
  });

  it('cannot be made to fake a line', async () => {
    const lines = await written(
      `log.note('refused at the door', { status: 1, reason: 'first\\n{"level":30,"msg":"confirmed"}\\u001b[2J' })`,
    );
    expect(lines.map(({ msg }) => msg)).toEqual(['refused at the door']);
  });

  it('says nothing below its level', async () => {
    const both = `log.note('stopped', {}); log.note('crashed', { cause: undefined })`;
    expect(await written(both, 'error')).toMatchObject([{ msg: 'crashed' }]);
    expect(await written(both, 'silent')).toEqual([]);
  });
});
