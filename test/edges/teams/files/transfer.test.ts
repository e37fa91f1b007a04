import { longestFile, type FileRead } from '../../../../src/core/file';
import type { FilePlaces } from '../../../../src/edges/teams/files/address';
import { teamsFiles } from '../../../../src/edges/teams/files/files';
import { answerWith } from '../../../support/answer-with';
import { openCrooked, type Crooked } from '../../graph/crooked';

const contoso: FilePlaces = { hosts: ['.sharepoint.com', 'files.contoso.com'] };

/** Where somebody who forges an activity might want Evict to go. `{trap}` listens, and nobody may knock. */
const elsewhere: readonly [string, string][] = [
  ['a server of somebody', '{trap}/people.csv'],
  ['the same by its name', 'http://localhost:{port}/people.csv'],
  ['the listed host as a user name', 'https://contoso-my.sharepoint.com@127.0.0.1:{port}/'],
  ['the listed host as user name and password', 'https://contoso-my.sharepoint.com:x@127.0.0.1:{port}/'],
  ['a user name before the listed host', 'https://me@contoso-my.sharepoint.com/'],
  ['the listed host in front', 'https://contoso-my.sharepoint.com.evil.example/'],
  ['the listed name without its dot', 'https://evilsharepoint.com/'],
  ['the listed name alone', 'https://sharepoint.com/'],
  ['two names below', 'https://a.b.sharepoint.com/'],
  ['below an exact host', 'https://a.files.contoso.com/'],
  ['no encryption', 'http://contoso-my.sharepoint.com/'],
  ['another port', 'https://contoso-my.sharepoint.com:8443/'],
  ['a dot at the end', 'https://contoso-my.sharepoint.com./'],
  ['punycode', 'https://xn--contso-my-65a.sharepoint.com/'],
  ['letters of another alphabet', 'https://cоntoso-my.sharepoint.com/'],
  ['a backslash', 'https://127.0.0.1:{port}\\@contoso-my.sharepoint.com/'],
  ['a tab in it', 'https://contoso-my.share\tpoint.com/'],
  ['capitals', 'https://CONTOSO-MY.sharepoint.com/'],
  ['no host at all', 'https:///people.csv'],
  ['the metadata address of a cloud', 'http://169.254.169.254/metadata/identity/oauth2/token'],
  ['the same with encryption', 'https://169.254.169.254/'],
  ['a number for a host', 'https://2130706433/'],
  ['a file of this machine', 'file:///etc/passwd'],
  ['data', 'data:text/csv,alice@contoso.com'],
  ['another protocol', 'ftp://contoso-my.sharepoint.com/'],
  ['script', 'javascript:alert(1)'],
  ['a path', '/etc/passwd'],
  ['nothing', ''],
  ['a name longer than names are', `https://${'a'.repeat(64)}.sharepoint.com/`],
];

describe('a file of Teams', () => {
  let place: Crooked;
  let trap: Crooked;
  let onThisMachine: FilePlaces;
  beforeAll(async () => {
    [place, trap] = await Promise.all([openCrooked(), openCrooked()]);
    onThisMachine = { hosts: [], origins: [place.url] };
  });
  beforeEach(() => {
    (place.received as unknown[]).length = 0;
    (trap.received as unknown[]).length = 0;
  });
  afterAll(() => Promise.all([place.close(), trap.close()]));

  const read = (at: string, places = onThisMachine): Promise<FileRead> =>
    teamsFiles(places, { timeMs: 500 }).read({ name: 'people.csv', at }, 10_000);
  const spelt = (address: string): string =>
    address.replace('{trap}', trap.url).replace('{port}', new URL(trap.url).port);

  it('is fetched with nothing of the bot along, and read', async () => {
    place.answer = (response) => {
      answerWith(response, 200, { 'content-type': 'text/csv' }, 'alice@contoso.com');
    };
    expect(await read(`${place.url}/people.csv?tempauth=1`)).toEqual({
      ok: true,
      table: [['alice@contoso.com']],
    });
    expect(place.received).toMatchObject([{ method: 'GET', url: '/people.csv?tempauth=1' }]);
    expect(place.received[0]?.headers).not.toHaveProperty('authorization');
    expect(place.received[0]?.headers).not.toHaveProperty('cookie');
  });

  it.each(elsewhere)('is not fetched from %s, and none is put there: no connection', async (_, to) => {
    expect(await read(spelt(to), contoso)).toEqual({ ok: false, why: 'elsewhere' });
    await expect(teamsFiles(contoso).write(spelt(to), 'a')).rejects.toThrow('not on the list');
    expect(trap.received).toEqual([]);
  });

  it('leads on to addresses of the list, and to no other', async () => {
    place.answer = (response, { url }) => {
      if (url === '/people.csv') answerWith(response, 302, { location: '/moved.csv' });
      else if (url === '/moved.csv') answerWith(response, 200, {}, 'bob@contoso.com');
      else if (url === '/round') answerWith(response, 302, { location: '/round' });
      else
        answerWith(response, 302, {
          location: url === '/out' ? `${trap.url}/people.csv` : 'file:///etc/passwd',
        });
    };
    expect(await read(`${place.url}/people.csv`)).toMatchObject({ table: [['bob@contoso.com']] });
    expect(await read(`${place.url}/out`)).toEqual({ ok: false, why: 'elsewhere' });
    expect(await read(`${place.url}/file`)).toEqual({ ok: false, why: 'elsewhere' });
    await expect(read(`${place.url}/round`)).rejects.toMatchObject({ name: 'CouldNotCheck' });
    expect(trap.received).toEqual([]);
  });

  it.each<[string, Crooked['answer'], object]>([
    [
      'is gone',
      (response) => {
        answerWith(response, 404);
      },
      { why: 'not-there' },
    ],
    [
      'is not for whoever asks',
      (response) => {
        answerWith(response, 403);
      },
      { why: 'not-there' },
    ],
    [
      'is a page to sign in at',
      (response) => {
        answerWith(response, 200, { 'content-type': 'text/html; charset=utf-8' }, 'x');
      },
      { why: 'a-page' },
    ],
    [
      'says it is too long',
      (response) => {
        answerWith(response, 200, { 'content-length': longestFile + 1 });
      },
      { why: 'too-large' },
    ],
    [
      'is too long without saying so',
      (response) => {
        answerWith(response, 200, { 'transfer-encoding': 'chunked' }, 'a@x.com\n'.repeat(200_000));
      },
      { why: 'too-large' },
    ],
  ])('that %s is not used', async (_, answer, said) => {
    place.answer = answer;
    expect(await read(`${place.url}/people.csv`)).toEqual({ ok: false, ...said });
  });

  it.each<[string, Crooked['answer']]>([
    [
      'answers that it is broken',
      (response) => {
        answerWith(response, 503);
      },
    ],
    [
      'breaks off',
      (response) => {
        response.write('alice');
        response.destroy();
      },
    ],
    ['never answers', () => undefined],
    [
      'sends a byte and waits for ever',
      (response) => {
        response.write('a');
      },
    ],
  ])('could not be checked when its place %s', async (_, answer) => {
    place.answer = answer;
    await expect(read(`${place.url}/people.csv`)).rejects.toMatchObject({
      name: 'CouldNotCheck',
      what: 'the file you sent',
    });
  });

  it('is put in one piece, with nothing of the bot along', async () => {
    place.answer = (response) => {
      answerWith(response, 201);
    };
    await teamsFiles(onThisMachine).write(`${place.url}/upload`, 'Müller');
    expect(place.received).toMatchObject([
      {
        method: 'PUT',
        url: '/upload',
        body: 'Müller',
        headers: { 'content-range': 'bytes 0-6/7', 'content-length': '7' },
      },
    ]);
    expect(place.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, number, Record<string, string>]>([
    ['more of it is waited for', 202, {}],
    ['it is refused', 403, {}],
    ['it leads on', 307, { location: '/elsewhere' }],
  ])('was not taken when %s', async (_, status, headers) => {
    place.answer = (response) => {
      answerWith(response, status, headers);
    };
    await expect(teamsFiles(onThisMachine).write(`${place.url}/upload`, 'a')).rejects.toThrow();
    expect(place.received).toHaveLength(1);
  });
});
