import type { Call } from './call';
import type { Faults } from './faults';
import type { Ledger } from './ledger';
import type { QuotaMeter, WriteQuota } from './quota';
import type { SignIn } from './signin/service';
import type { TenantState } from './state';

/** What every part of one running tenant shares. */
export interface World {
  readonly state: TenantState;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly meter: QuotaMeter;
  readonly signIn: SignIn;
  /** The server's root address, without a slash at the end. */
  readonly url: string;
  readonly clock: () => Date;
  readonly print: (line: string) => void;
  /** Waits, or gives up at once when the tenant closes. */
  readonly pause: (ms: number) => Promise<void>;
  readonly watch?: Watch;
}

/** Told of every request when it has arrived whole and nothing is done yet, and when its answer has left. */
export type Watch = (
  call: Pick<Call, 'method' | 'path' | 'headers' | 'body'>,
  moment: 'received' | 'answered',
) => void | Promise<void>;

/** What tests and the command line can turn while the tenant runs. */
export interface Settings {
  latencyMs: number;
  /** Items on one page when the caller gives no $top. */
  pageSize: number;
  /** Undefined: writes are not counted. */
  writeQuota: WriteQuota | undefined;
}
