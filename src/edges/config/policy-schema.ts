import { z } from 'zod';
import type { GroupId, PersonId } from '../../core/ids';
import { defaultPolicy } from '../../core/policy';
import { rules } from '../../core/tier';

const rule = z.enum(rules, {
  errorMap: () => ({ message: `must be one of ${rules.join(', ')}` }),
});
const byRequestRules = rules.filter((name) => name !== 'confirm');
const byRequest = z.enum(byRequestRules as [(typeof byRequestRules)[number], ...typeof byRequestRules], {
  errorMap: () => ({
    message: `must be one of ${byRequestRules.join(', ')}: without a sufficient role, confirming for oneself is never enough`,
  }),
});

const whole = (from: number, to: number, unit: string): z.ZodNumber => {
  const message = `must be a whole number of ${unit} from ${from} to ${to}`;
  return z.number({ invalid_type_error: message }).int(message).min(from, message).max(to, message);
};

const guid = 'must be an object id from Microsoft Entra, such as 3f2a8a54-0c1e-4f6b-9d57-1f0c2a7b9e11';
/** Both letter cases are spelt out: this goes into the JSON Schema too, whose patterns know no flags. */
const objectId = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
const ids = <Id extends PersonId | GroupId>(): z.ZodType<readonly Id[], z.ZodTypeDef, unknown> =>
  z.array(
    z
      .string({ invalid_type_error: guid })
      .regex(objectId, guid)
      .transform((text) => text.toLowerCase() as Id),
    { invalid_type_error: 'must be a list of object ids; [] when there is none' },
  );
const people = ids<PersonId>();
const groups = ids<GroupId>();
const keys = (what: string): z.RawCreateParams => ({ invalid_type_error: `must hold ${what}` });

const { tiers } = defaultPolicy;

/** The policy file. Everything has a default; the JSON Schema for editors is made from this very object. */
export const policySchema = z
  .object(
    {
      tiers: z
        .object(
          {
            own: rule.default(tiers.own).describe("One's own sessions"),
            standard: rule
              .default(tiers.standard)
              .describe('Ordinary targets, by somebody whose role reaches them'),
            privileged: rule
              .default(tiers.privileged)
              .describe(
                'A target holds a role in Microsoft Entra, or belongs to or owns a role-assignable group',
              ),
            bulk: rule.default(tiers.bulk).describe('More targets than bulkThreshold'),
            'by-request': byRequest
              .default('one-approver')
              .describe('The requester may ask, but their roles do not cover every target'),
            protected: rule
              .default(tiers.protected)
              .describe('Protected people, and the directory-sync account'),
          },
          keys('kinds of request with a rule each, such as "bulk: two-approvers"'),
        )
        .strict()
        .default({})
        .describe('Who must agree, for each kind of request; of several that apply the strictest counts'),
      bulkThreshold: whole(1, 10_000, 'people')
        .default(defaultPolicy.bulkThreshold)
        .describe('More targets than this make a request bulk'),
      mostTargets: whole(1, 10_000, 'people')
        .default(defaultPolicy.mostTargets)
        .describe('No request is for more people than this'),
      notAllowedAmongMany: z
        .enum(['leave-out', 'refuse'], { errorMap: () => ({ message: 'must be leave-out or refuse' }) })
        .default(defaultPolicy.notAllowedAmongMany)
        .describe(
          'When some of several people may not be revoked: leave them out and name them, or refuse the whole request',
        ),
      expiryMinutes: whole(5, 1_440, 'minutes')
        .default(defaultPolicy.expiryMinutes)
        .describe('How long a request waits for its decision'),
      reminderMinutes: whole(1, 1_439, 'minutes')
        .optional()
        .describe('When approvers are reminded, once; less than expiryMinutes, and half of it unless given'),
      repeatMinutes: whole(0, 1_440, 'minutes')
        .default(defaultPolicy.repeatMinutes)
        .describe(
          'Who was revoked less than this ago is asked about again only on the word "again"; 0 switches that off',
        ),
      requesterGroups: groups
        .default([])
        .describe('Object ids of groups whose members may ask about others without a role; empty: nobody'),
      approverGroups: groups
        .default([])
        .describe(
          'Object ids of groups; when there is one, approvers must be members, and still hold a sufficient role',
        ),
      mentionApprovers: whole(0, 10, 'people')
        .default(defaultPolicy.mentionApprovers)
        .describe('How many members of approverGroups an approval card mentions'),
      protectedPeople: people.default([]).describe('Object ids of accounts of the protected tier'),
      protectedGroups: groups
        .default([])
        .describe('Object ids of groups whose members are of the protected tier'),
      openPerPerson: whole(1, 1_000, 'requests')
        .default(defaultPolicy.openPerPerson)
        .describe('How many requests of one person may wait for a decision; their own sessions do not count'),
      openInAll: whole(1, 10_000, 'requests')
        .default(defaultPolicy.openInAll)
        .describe('How many requests may wait for a decision in all; beyond it, one for each person'),
      commandsPerMinute: whole(1, 10_000, 'messages')
        .default(defaultPolicy.commandsPerMinute)
        .describe('How many messages of one person are read within a minute'),
      commandsPerMinuteInAll: whole(1, 100_000, 'messages')
        .default(defaultPolicy.commandsPerMinuteInAll)
        .describe('How many messages are read within a minute in all; beyond it, 5 of each person'),
      pressesPerMinute: whole(1, 10_000, 'presses')
        .default(defaultPolicy.pressesPerMinute)
        .describe('How many presses of one person are looked at within a minute'),
    },
    keys('settings, such as "bulkThreshold: 5"'),
  )
  .strict();
