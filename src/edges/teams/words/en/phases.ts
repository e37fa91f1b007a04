import type { Phase } from '../../../../core/request/decision';

export function phaseName(phase: Phase): string {
  switch (phase) {
    case 'awaiting-confirmation':
      return 'waiting for its requester to confirm';
    case 'awaiting-approval':
      return 'waiting for an approver';
    case 'ready':
    case 'executing':
      return 'decided and under way';
    case 'done':
      return 'done';
    case 'rejected':
      return 'rejected';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'expired';
  }
}
