import { disturbances, type Disturbance } from './disturbances';
import { summary, told } from './report';
import { run, type Ran } from './run';
import { openTown, type Town } from './town';

/** A taste of `npm run chaos`: a bot killed at the worst moments, and every outside failing, in pairs. */
const menu: readonly (readonly [string, string])[] = [
  ['kill -9 after "attempted" is written', 'Teams: PUT /activities 502 x8'],
  ['Graph: POST /revokeSignInSessions reset worked x2', 'tokens: 500 x6'],
];

describe('whatever goes wrong, the ten statements hold', () => {
  let town: Town;
  const all: Ran[] = [];
  beforeAll(async () => {
    town = await openTown(8);
  });
  afterAll(async () => {
    await town.close();
    process.stdout.write(`chaos: ${summary(all)}\n`);
  });

  it.each(menu)(
    '%s, and %s',
    async (...names) => {
      const wrong = names.map((name) => disturbances.find((one) => one.name === name));
      expect(wrong).not.toContain(undefined);
      const ran = await run(town, 20_261_122 + all.length, wrong as Disturbance[]);
      all.push(ran);
      expect(ran.violations.length === 0 ? '' : told(ran)).toBe('');
    },
    180_000,
  );
});
