import { namingRows } from '../../src/core/named-rows';
import type { Table } from '../../src/core/file';

const aliceId = 'aaaaaaaa-0000-4000-8000-000000000001';
const bobId = 'bbbbbbbb-0000-4000-8000-000000000002';
const correlation = 'cccccccc-0000-4000-8000-000000000003';

/** The rows it names, as `number: what it goes by | …`. */
function read(table: Table): readonly string[] {
  return namingRows(table).map(({ row, refs }) => {
    const names = refs.map((ref) => (ref.kind === 'id' ? ref.id : ref.address));
    return `${row}: ${names.join(' | ')}`;
  });
}

describe('the people a file names', () => {
  it.each<[string, Table, readonly string[]]>([
    [
      'a bare list of addresses',
      [['alice@contoso.com'], ['bob@contoso.com']],
      ['1: alice@contoso.com', '2: bob@contoso.com'],
    ],
    ['a bare list of object ids, in capitals', [[aliceId.toUpperCase()]], [`1: ${aliceId}`]],
    ['any column, without heads', [['Alice', 'HR', 'alice@contoso.com']], ['1: alice@contoso.com']],
    [
      'blank rows between, which keep their numbers',
      [['mail'], [''], [' ', ''], ['alice@contoso.com']],
      ['4: alice@contoso.com'],
    ],
    ['spaces around it', [[' alice@contoso.com ']], ['1: alice@contoso.com']],
    [
      'wrapped by a mail program',
      [['<alice@contoso.com>'], ['mailto:bob@contoso.com']],
      ['1: alice@contoso.com', '2: bob@contoso.com'],
    ],
    ['the same twice in a row, once', [['alice@contoso.com', 'ALICE@contoso.com']], ['1: ALICE@contoso.com']],
    ['nobody', [['alice'], ['Alice Archer'], ['@contoso.com'], ['a@b@c.com']], ['1: ', '2: ', '3: ', '4: ']],
    ['two in one cell, who are nobody', [['alice@contoso.com; bob@contoso.com']], ['1: ']],
    [
      'two in one row',
      [['alice@contoso.com', 'bob@contoso.com']],
      ['1: alice@contoso.com | bob@contoso.com'],
    ],
    [
      'an id behind an address, which decides first',
      [['alice@contoso.com', aliceId]],
      [`1: ${aliceId} | alice@contoso.com`],
    ],
    [
      'heads nobody knows, which are a row like any other',
      [['Betroffene'], ['alice@contoso.com']],
      ['1: ', '2: alice@contoso.com'],
    ],
    ['a row too short for the column of the person', [['Name', 'Mail'], ['Alice']], ['2: ']],
    [
      'formulas, which are text: none is calculated',
      [['=HYPERLINK("http://x","alice@contoso.com")'], ['=1+1'], ['@SUM(A1)'], ['=alice@contoso.com']],
      ['1: ', '2: ', '3: ', '4: =alice@contoso.com'],
    ],
    [
      "users as Microsoft Entra's admin centre exports them",
      [
        ['userPrincipalName', 'displayName', 'surname', 'mail', 'id', 'userType', 'alternateEmailAddress'],
        [
          'alice@contoso.com',
          'Alice Archer',
          'Archer',
          'a.archer@contoso.com',
          aliceId,
          'Member',
          'alice@home.example',
        ],
      ],
      [`2: ${aliceId} | alice@contoso.com | a.archer@contoso.com`],
    ],
    [
      'sign-in logs of Microsoft Entra, whose rows are full of other ids',
      [
        [
          'Date (UTC)',
          'Request ID',
          'Correlation ID',
          'User ID',
          'User',
          'Username',
          'Application ID ',
          'Resource ID ',
        ],
        [
          '2026-11-21T14:03:07Z',
          correlation,
          correlation,
          aliceId,
          'Alice Archer',
          'alice@contoso.com',
          bobId,
          bobId,
        ],
      ],
      [`2: ${aliceId} | alice@contoso.com`],
    ],
    [
      "hunting in Microsoft Defender: the account's own columns, not those of the process that began it",
      [
        ['Timestamp', 'ReportId', 'AccountObjectId', 'AccountUpn', 'InitiatingProcessAccountUpn'],
        ['2026-11-21T14:03:07Z', correlation, aliceId, 'alice@contoso.com', 'bob@contoso.com'],
      ],
      [`2: ${aliceId} | alice@contoso.com`],
    ],
    [
      'mail in Microsoft Defender, where senders and receivers are different people',
      [
        ['SenderFromAddress', 'RecipientEmailAddress'],
        ['bob@contoso.com', 'alice@contoso.com'],
      ],
      ['1: ', '2: bob@contoso.com | alice@contoso.com'],
    ],
    [
      'risk detections, where the plain id is not the person',
      [
        ['Id', 'User id', 'UPN'],
        [correlation, aliceId, 'alice@contoso.com'],
      ],
      [`2: ${aliceId} | alice@contoso.com`],
    ],
    [
      'what Exchange Online PowerShell exports',
      [
        ['DisplayName', 'PrimarySmtpAddress', 'ExternalDirectoryObjectId'],
        ['Alice Archer', 'alice@contoso.com', aliceId],
      ],
      [`2: ${aliceId} | alice@contoso.com`],
    ],
  ])('are found in %s', (_, table, rows) => {
    expect(read(table)).toEqual(rows);
  });

  it('are told with what stood in their row, in short', () => {
    const long = 'x'.repeat(1_000);
    const [first, second] = namingRows([['Alice Archer', '', 'HR'], [long]]);
    expect(first?.text).toBe('Alice Archer, HR');
    expect(second?.text).toBe(`${'x'.repeat(199)}…`);
  });
});
