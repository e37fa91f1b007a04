import type { Standing } from '../../../../core/person';
import type { Refusal } from '../../../../core/refusal';
import { decidingRoles } from '../../../../core/role-matrix';
import type { Told } from './refusals';

/** `who am i`: roles as Evict sees them, and what follows from them. */
export function whoAmI(standing: Standing, no: Refusal | undefined): Told {
  const { person, roles } = standing;
  const held = roles.map(({ name, state, scope }) => {
    const where = scope === 'tenant' ? 'whole organisation' : 'an administrative unit only';
    return `${name}: ${state}, ${where}`;
  });
  return {
    title: `You are ${person.name}`,
    lines: [
      `Sign-in name ${person.address}, object id ${person.id}.`,
      ...(held.length === 0 ? ['You hold no role in Microsoft Entra.'] : held),
      ...mayDo(standing, no),
    ],
  };
}

function mayDo(standing: Standing, no: Refusal | undefined): readonly string[] {
  const own = 'You may revoke your own sessions: "revoke my sessions".';
  if (no?.kind === 'caller-is-guest') return ['As a guest you can neither ask nor decide here.'];
  if (no?.kind === 'caller-is-disabled')
    return ['Your account is disabled, so it can neither ask nor decide.'];
  if (no?.kind !== 'not-entitled') return [mayAsk(decidingRoles(standing).map((role) => role.name)), own];
  if (no.eligible.length === 0) return ['You may not ask about others.', own];
  const roles = no.eligible.join(' or ');
  return [`To ask about others, activate ${roles} in Privileged Identity Management first.`, own];
}

function mayAsk(deciding: readonly string[]): string {
  if (deciding.length === 0)
    return 'You may ask about others, as a member of a group the policy lists; an approver decides.';
  return (
    `You may ask about others. Where your role covers the person, you may confirm what needs no approver, and approve what ` +
    `others ask: ${deciding.join(', ')}.`
  );
}
