import { parse } from '../../src/core/command/parse';
import { cmdlets } from '../../src/core/command/powershell/cmdlets';
import { parameterNamed, parameters, type Parameter } from '../../src/core/command/powershell/parameters';
import { misread, own, revoke } from './typed/readings';

const alice = 'alice@contoso.com';
/** With it and its cmdlet alone, the line says whom it is about already. */
const named = (parameter: Parameter): boolean => parameter.does.kind === 'person';

/** A line with this parameter, and what is read in it. */
function expected(parameter: Parameter, written: string, family: Parameter['of'][number], beta: boolean) {
  const { does } = parameter;
  if (does.kind === 'unfit') {
    return misread('unfit-parameter', { text: written, unfit: does.unfit, topic: 'powershell' });
  }
  const plain = family === 'signed-in' ? own() : revoke(alice);
  if (!plain.ok) throw new Error('no command');
  const notes = [...(beta ? (['beta'] as const) : []), ...(does.kind === 'note' ? [does.note] : [])];
  return {
    ok: true,
    command: {
      ...plain.command,
      ...(does.kind === 'preview' ? { preview: true } : {}),
      ...(notes.length === 0 ? {} : { notes }),
    },
  };
}

describe('every parameter of every cmdlet has its answer', () => {
  const cases = cmdlets.flatMap(({ name, family, beta }) =>
    parameters
      .filter(({ of }) => of.includes(family))
      .flatMap((parameter) =>
        [parameter.name, parameter.name.toUpperCase(), ...parameter.aliases].map((written) => ({
          line: [
            name,
            ...(named(parameter) || family === 'signed-in' ? [] : [`-UserId ${alice}`]),
            `-${written}`,
            ...(parameter.takes === 'nothing' ? [] : [named(parameter) ? alice : '$something']),
          ].join(' '),
          reading: expected(parameter, `-${written}`, family, beta === true),
        })),
      ),
  );

  it.each(cases)('$line', ({ line, reading }) => {
    expect(parse(line)).toStrictEqual(reading);
  });
});

describe('a parameter may be shortened as far as it stays the only one', () => {
  const meant = (written: string, family: Parameter['of'][number]): string | undefined =>
    parameterNamed(written, family)?.name;

  it.each([
    ['u', 'graph', 'UserId'],
    ['u', 'entra', 'UserId'],
    ['obj', 'entra', 'UserId'],
    ['o', 'entra', 'UserId'],
    ['WHATIF', 'graph', 'WhatIf'],
    ['wh', 'signed-in', 'WhatIf'],
    ['c', 'graph', 'Confirm'],
    ['i', 'graph', 'InputObject'],
    ['inf', 'graph', undefined],
    ['informationa', 'graph', 'InformationAction'],
    ['h', 'graph', undefined],
    ['he', 'graph', 'Headers'],
    ['http', 'graph', undefined],
    ['httppipelinea', 'graph', 'HttpPipelineAppend'],
    ['proxy', 'graph', 'Proxy'],
    ['pro', 'graph', undefined],
    ['proxyc', 'graph', 'ProxyCredential'],
    ['b', 'graph', 'Break'],
    ['b', 'entra', undefined],
    ['r', 'graph', 'ResponseHeadersVariable'],
    ['v', 'graph', 'Verbose'],
    ['d', 'graph', 'Debug'],
    ['e', 'graph', undefined],
    ['ea', 'graph', 'ErrorAction'],
    ['errora', 'graph', 'ErrorAction'],
    ['o', 'graph', undefined],
    ['outb', 'graph', 'OutBuffer'],
    ['outv', 'graph', 'OutVariable'],
    ['p', 'entra', undefined],
    ['pi', 'entra', 'PipelineVariable'],
    ['w', 'entra', undefined],
    ['userids', 'graph', undefined],
    ['objectid', 'graph', undefined],
    ['userid', 'signed-in', undefined],
    ['', 'signed-in', undefined],
  ] as const)('-%s of %s is %s', (written, family, name) => {
    expect(meant(written, family)).toBe(name);
  });
});
