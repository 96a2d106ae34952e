import { anyIdentity } from "./any-identity.ts";
import type { Authority } from "./authority.ts";
import { batchOf } from "./lane-key.ts";
import type { openProfiles } from "./profiles.ts";
import type { Store } from "./store.ts";
import type { IssuerIdentity } from "./submission.ts";

interface Ports {
  readonly store: Pick<Store, "identity" | "submittersIn">;
  readonly profiles: Pick<ReturnType<typeof openProfiles>, "recall">;
  readonly authorityOf: (issuer: IssuerIdentity, lane: string) => Authority;
}

/** As whom a lane is worked: those whose invoices are next; where none waits, whoever submitted last. */
export function laneAuthorities({ store, profiles, authorityOf }: Ports) {
  const identities = (lane: string, limit: number): IssuerIdentity[] => {
    const recalled = store.submittersIn(lane, limit).map(({ owner, issuerId }) => profiles.recall(owner, issuerId));
    const known = recalled.filter((issuer) => issuer !== undefined);
    const last = store.identity();
    return known.length > 0 || !last ? known : [last];
  };
  return (lane: string): Authority =>
    anyIdentity(
      (which) => identities(lane, which === "first" ? 1 : batchOf(lane)),
      (issuer) => authorityOf(issuer, lane),
    );
}
