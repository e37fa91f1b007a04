import type { Standing } from '../../../../core/person';
import { decidingRoles, eligibleDecidingRoles } from '../../../../core/role-matrix';
import type { Told } from './refusals';

/** `who am i`: roles as Evict sees them, and what follows from them. */
export function whoAmI(standing: Standing): Told {
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
      ...mayDo(standing),
    ],
  };
}

function mayDo(standing: Standing): readonly string[] {
  if (standing.person.kind === 'guest') return ['As a guest you can neither ask nor decide here.'];
  const own = 'You may revoke your own sessions: "revoke my sessions".';
  const deciding = decidingRoles(standing).map((role) => role.name);
  if (deciding.length > 0) {
    return [
      `You may ask about others, and confirm where your role covers the person: ${deciding.join(', ')}.`,
      own,
    ];
  }
  const eligible = eligibleDecidingRoles(standing).map((role) => role.name);
  if (eligible.length === 0) return ['You may not ask about others.', own];
  return [
    `To ask about others, activate ${eligible.join(' or ')} in Privileged Identity Management first.`,
    own,
  ];
}
