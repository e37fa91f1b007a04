import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const source = join(__dirname, '../../../src/edges/log/journal.ts');

/** The lines that a process writes on standard output when it does this with `log`. */
async function written(work: string, level = 'debug'): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await run(process.execPath, [join(__dirname, 'lines.mjs'), work, source, level]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const canary = 'C4n4ry-token';
/** As the SDKs make them: the whole request and answer hang on the error. */
const sdkError = `
  const inner = Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET', token: '${canary}' });
  const error = Object.assign(new Error('Graph answered 403', { cause: inner }), {
    request: { headers: { authorization: 'Bearer ${canary}' } },
    response: { body: '${canary}' },
    secret: '${canary}',
  });
`;

describe('the log', () => {
  it('is one line of JSON for each message, with the time and the fields', async () => {
    const [line, ...more] = await written(`log.info('listening', { port: 3978 })`);
    expect(line).toMatchObject({ msg: 'listening', port: 3978, level: 30 });
    expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(more).toEqual([]);
  });

  it('names an error and its causes, and nothing that hangs on them', async () => {
    const [line] = await written(
      `${sdkError} log.error('a look-up failed', { what: 'roles', cause: error })`,
    );
    expect(line).toMatchObject({
      msg: 'a look-up failed',
      level: 50,
      what: 'roles',
      cause: {
        name: 'Error',
        message: 'Graph answered 403',
        cause: { name: 'TypeError', message: 'fetch failed' },
      },
    });
    expect(JSON.stringify(line)).not.toContain(canary);
  });

  it.each([
    [
      'a thrown object that is no error',
      `log.error('x', { cause: { headers: { authorization: '${canary}' } } })`,
    ],
    [
      'a cause that is no error',
      `log.error('x', { cause: new Error('y', { cause: { token: '${canary}' } }) })`,
    ],
    [
      'several errors in one',
      `${sdkError} log.error('x', { cause: new AggregateError([error], 'both failed') })`,
    ],
    ['errors in a list', `${sdkError} log.error('x', { causes: [error] })`],
    ['an error inside an object', `${sdkError} log.error('x', { details: { error } })`],
    [
      'an error with a way to write itself',
      `log.error('x', { cause: Object.assign(new Error('y'), { toJSON: () => '${canary}' }) })`,
    ],
    [
      'a token in a message',
      `log.error('x', { cause: new Error('refused Bearer ${canary}.eyJ.x for you') })`,
    ],
    [
      'a signed token in a message',
      `log.error('x', { cause: new Error('token eyJhbGciOiJSUzI1NiJ9.eyJ${canary}.c2lnbmF0dXJl is not good') })`,
    ],
  ])('keeps back what may be a secret: %s', async (_, work) => {
    const lines = await written(work);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(canary);
  });

  it('ends, also when causes go in a circle, and cuts what is too long', async () => {
    const [line] = await written(
      `const a = new Error('a'.repeat(10_000)); const b = new Error('b', { cause: a }); a.cause = b; log.error('x', { cause: a })`,
    );
    expect(JSON.stringify(line).length).toBeLessThan(5_000);
  });

  it('cannot be made to fake a line', async () => {
    const lines = await written(
      `log.error('x', { cause: new Error('first\\n{"level":30,"msg":"confirmed"}\\u001b[2J') })`,
    );
    expect(lines.map(({ msg }) => msg)).toEqual(['x']);
  });

  it('says nothing below its level', async () => {
    expect(await written(`log.info('x'); log.error('y')`, 'error')).toMatchObject([{ msg: 'y' }]);
    expect(await written(`log.info('x'); log.error('y')`, 'silent')).toEqual([]);
  });
});
