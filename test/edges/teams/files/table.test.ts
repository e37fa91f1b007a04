import { tableIn } from '../../../../src/edges/teams/files/table';
import type { BadFile } from '../../../../src/core/file';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);
const withMark = (text: string): Buffer => bytes(`\ufeff${text}`);
const people = [
  ['Müller', 'a@x.com'],
  ['Łukasz', 'b@x.com'],
];

describe('a CSV file', () => {
  it.each<[string, Buffer, readonly (readonly string[])[]]>([
    ['in UTF-8', bytes('Müller,a@x.com\nŁukasz,b@x.com'), people],
    ['in UTF-8 with a mark, as Excel writes it', withMark('Müller,a@x.com\r\nŁukasz,b@x.com\r\n'), people],
    [
      'in UTF-16, as Excel writes "Unicode text"',
      bytes('\ufeffMüller\ta@x.com\r\nŁukasz\tb@x.com\r\n', 'utf16le'),
      people,
    ],
    ['with semicolons', bytes('Müller;a@x.com\nŁukasz;b@x.com'), people],
    ['with tabs', bytes('Müller\ta@x.com\nŁukasz\tb@x.com'), people],
    ["with Excel's line about the separator", bytes('sep=;\r\nMüller;a@x.com\r\nŁukasz;b@x.com'), people],
    ['with the line ends of old Macs', bytes('Müller,a@x.com\rŁukasz,b@x.com'), people],
    [
      'with a separator in quotation marks',
      bytes('"Archer, A., Dr.";a@x.com\nb;c'),
      [
        ['Archer, A., Dr.', 'a@x.com'],
        ['b', 'c'],
      ],
    ],
    [
      'with quotation marks and line ends in a cell',
      bytes('"a ""b""\r\nc",a@x.com'),
      [['a "b"\r\nc', 'a@x.com']],
    ],
    [
      'with quotation marks in the middle of a bare cell',
      bytes('Alice "Ali" Archer,a@x.com'),
      [['Alice "Ali" Archer', 'a@x.com']],
    ],
    ['with blank lines, which are rows', bytes('a@x.com\n\nb@x.com'), [['a@x.com'], [''], ['b@x.com']]],
    ['with rows of different lengths', bytes('a@x.com\nb@x.com,B'), [['a@x.com'], ['b@x.com', 'B']]],
    ['with formulas, as text', bytes('=1+1,@SUM(A1)'), [['=1+1', '@SUM(A1)']]],
    [
      'with as many rows as may be, and heads',
      bytes('mail\n1@x.com\n2@x.com\n3@x.com'),
      [['mail'], ['1@x.com'], ['2@x.com'], ['3@x.com']],
    ],
  ])('is read %s', (_, file, table) => {
    expect(tableIn(file, 3)).toEqual({ ok: true, table });
  });

  it.each<[string, Buffer, BadFile]>([
    ['is an Excel workbook', bytes('504b030414000600', 'hex'), 'not-text'],
    ['is an old Excel workbook', bytes('d0cf11e0a1b11ae1', 'hex'), 'not-text'],
    ['holds zeros', bytes('a@x.com\0b@x.com'), 'not-text'],
    ['is UTF-16 without a mark', bytes('a@x.com', 'utf16le'), 'not-text'],
    ['is in an old code page', bytes('Müller,a@x.com', 'latin1'), 'encoding'],
    ['is UTF-16 the other way round', bytes('feff0061', 'hex'), 'encoding'],
    ['is UTF-16 that breaks off', bytes('fffe61', 'hex'), 'encoding'],
    ['has a quotation mark that never closes', bytes('a@x.com\n"b@x.com\nc@x.com'), 'quotes'],
    ['has one that closes too late to be meant', bytes(`"${'a@x.com\n'.repeat(9_000)}"`), 'quotes'],
    ['has more rows than may be', bytes('mail\n1@x.com\n2@x.com\n3@x.com\n4@x.com'), 'too-many-rows'],
    ['has nothing in it', bytes(''), 'empty'],
    ['has only blanks in it', bytes(' ,\r\n\r\n,'), 'empty'],
    ['is a web page', bytes('\n<!DOCTYPE html><html>'), 'a-page'],
  ])('that %s is not used', (_, file, why) => {
    expect(tableIn(file, 3)).toEqual({ ok: false, why });
  });
});
