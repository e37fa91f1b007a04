import type { TargetRef } from '../command';

/** Each target once, as it was spelt first. */
export function distinct<Ref extends TargetRef>(targets: readonly Ref[]): readonly Ref[] {
  const seen = new Map<string, Ref>();
  for (const target of targets) {
    const key = keyOf(target);
    if (!seen.has(key)) seen.set(key, target);
  }
  return [...seen.values()];
}

/** Equal for two spellings of the same target. */
export function keyOf(target: TargetRef): string {
  switch (target.kind) {
    case 'id':
      return `id ${target.id}`;
    case 'address':
      return `address ${target.address.toLowerCase()}`;
    case 'name':
      return `name ${target.name.toLowerCase()}`;
    case 'mention':
      return `mention ${target.account}`;
    case 'group':
      return target.group.by === 'id'
        ? `group ${target.group.id}`
        : `group ${target.group.name.toLowerCase()}`;
    case 'file':
      return 'file';
  }
}
