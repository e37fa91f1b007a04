import { csvCell } from '../../src/core/csv';
import { outcomeFile } from '../../src/core/outcome-file';
import { fold } from '../../src/core/request/state';
import { asked, confirmed, requestId } from '../contract/events';

describe('the outcome file', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30', `"'+49 30"`],
    ['-x', `"'-x"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"\\u0009=1"`],
    ['\r=1', `"\\u000d=1"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['a "b", c', '"a ""b"", c"'],
    ['a\nb', '"a\\u000ab"'],
    ['abc\u202ecba', '"abc\\u202ecba"'],
    ['Müller', '"Müller"'],
  ])('holds %j as %s: a sheet carries nothing out', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('begins with the mark and ends its lines as Excel wants it, and says what is open', () => {
    const request = fold(requestId(1), [asked(), confirmed])!;
    const lines = outcomeFile(request).split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffcode,target_names,target_addresses,targets,outcome,/);
    expect(lines).toHaveLength(request.targets.length + 2);
    expect(lines[1]).toContain(`"${request.code}",`);
    expect(lines[1]).toContain(',"open",');
    expect(lines.at(-1)).toBe('');
  });
});
