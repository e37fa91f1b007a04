import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asApprover } from '../../src/core/approver';
import { approversNeeded } from '../../src/core/tier';
import { assess } from '../../src/core/assess';
import { asGroupId, asPersonId } from '../../src/core/ids';
import type { Standing } from '../../src/core/person';
import { confirm, mayReview } from '../../src/core/request/decide';
import { readPolicy } from '../../src/edges/config/policy-file';
import { holding, standing, type BuiltIn } from '../support/people';
import * as story from './request/story';

/** The page that the person who keeps the policy reads: people, policies and answers are all taken from it. */
const page = readFileSync(join(__dirname, '../../docs/policy.md'), 'utf8');
const [beforeCases = '', ...sections] = page.slice(page.indexOf('## Five cases')).split(/^### \d\. /m);

/** The rows of the tables before the first case, without their heads. */
const rows = beforeCases
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (name|-)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

function read([name = '', role = '', ...ids]: readonly string[]): Standing {
  const groups = ids.map(asGroupId).filter((id) => id !== undefined);
  return standing(name, { roles: role === '' ? [] : [holding(role as BuiltIn)], groups });
}

const atWork = rows.slice(0, 5).map(read);
const away = rows.slice(5).map(([name = '', role = '', id = '']) => {
  const { person, ...rest } = read([name, role]);
  return { ...rest, person: { ...person, id: asPersonId(id) ?? person.id } };
});

function called(name: string | undefined): Standing {
  const found = [...atWork, ...away].find(({ person }) => person.name === name);
  if (found === undefined) throw new Error(`nobody in docs/policy.md is called ${name ?? 'nothing'}`);
  return found;
}

interface Case {
  readonly title: string;
  readonly asks: Standing;
  readonly target: Standing;
  readonly yaml: string;
  readonly answer: string;
}

const cases: readonly Case[] = sections.map((section) => {
  const [, asks, target] = /(\w+) asks for (\w+)\./.exec(section) ?? [];
  return {
    title: section.slice(0, section.indexOf('\n')),
    asks: called(asks),
    target: called(target),
    yaml: /```yaml\n([^]*?)```/.exec(section)?.[1] ?? 'no policy',
    answer: /^> (.+)$/m.exec(section)?.[1] ?? 'no answer',
  };
});

/** Who has to press, found out as the product does, in the page's words. */
function whoPresses({ asks, target, yaml }: Case): string {
  const policy = readPolicy(yaml, 'docs/policy.md');
  if (!policy.ok) throw new Error(policy.problems.join('\n'));
  const assessment = assess(policy.policy, asks, [target]);
  if (!assessment.ok) return 'Nobody: it is refused.';
  const { rule, tier } = assessment.verdict;
  const by = { id: asks.person.id, name: asks.person.name, address: asks.person.address };
  const request = story.given(
    story.asked({ by, rule, tier, targets: [{ person: target.person, roles: [] }] }),
  );
  if (rule === 'confirm') {
    const confirmed = atWork.filter((one) => confirm(request, one, assessment.verdict, story.after(10)).ok);
    return `${namesOf(confirmed, ' or ')} confirms.`;
  }
  const able = atWork.filter(
    (one) =>
      mayReview(request, one.person.id, story.after(10)) === undefined &&
      asApprover([policy.policy, policy.policy], one, [target]).ok,
  );
  return approversNeeded(rule) === 1
    ? `${namesOf(able, ' or ')} approves.`
    : `Two of ${namesOf(able, ' and ')} approve.`;
}

function namesOf(people: readonly Standing[], last: string): string {
  const names = people.map(({ person }) => person.name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(last);
}

describe('the five cases of docs/policy.md', () => {
  test('are five, about people at work and accounts whose owners are away', () => {
    expect(cases.map(({ title }) => title)).toHaveLength(5);
    expect(atWork.map(({ person }) => person.name)).toEqual(['Olga', 'Uma', 'Ben', 'Gina', 'Rita']);
    expect(away.map(({ person }) => person.name)).toEqual(['Alice', 'Carol', 'Emma']);
    expect(new Set([...atWork, ...away].map(({ person }) => person.id)).size).toBe(8);
  });

  test.each(cases)('$title: $answer', (one) => {
    expect(whoPresses(one)).toBe(one.answer);
  });

  test('have these answers', () => {
    expect(cases.map(whoPresses)).toEqual([
      'Olga confirms.',
      'Ben or Gina approves.',
      'Two of Uma, Ben and Gina approve.',
      'Olga, Uma, Ben or Gina approves.',
      'Nobody: it is refused.',
    ]);
  });
});
