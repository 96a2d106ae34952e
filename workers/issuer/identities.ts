import { anyIdentity } from "./any-identity.ts";
import { authorities, type AuthorityPorts } from "./authorities.ts";
import type { LaneAuthority } from "./authority.ts";
import type { openProfiles } from "./profiles.ts";
import type { Store } from "./store.ts";
import type { IssuerIdentity } from "./submission.ts";
import { parseSubmitter } from "./submitter.ts";

interface Ports extends AuthorityPorts {
  readonly store: AuthorityPorts["store"] & Pick<Store, "identity" | "nextIn" | "submittersIn">;
  readonly profiles: Pick<ReturnType<typeof openProfiles>, "identity">;
}

/** As whom a lane is worked: those whose invoices are there; it is read as whoever submitted last where none of them is known. */
export function laneAuthorities({ profiles, ...ports }: Ports) {
  const { store } = ports;
  const authorityOf = authorities(ports);

  function identityOf(submitter: string): IssuerIdentity | undefined {
    const { owner, issuerId } = parseSubmitter(submitter);
    const last = store.identity();
    return profiles.identity(owner, issuerId) ?? (last?.id === issuerId ? last : undefined);
  }

  function readers(submitters: readonly string[]): IssuerIdentity[] {
    const known = submitters.map(identityOf).filter((issuer) => issuer !== undefined);
    const last = store.identity();
    return known.length > 0 || !last ? known : [last];
  }

  return (lane: string): LaneAuthority =>
    anyIdentity({
      candidates: (which) => {
        const next = which === "first" ? store.nextIn(lane) : undefined;
        return readers(next === undefined ? store.submittersIn(lane) : [next]);
      },
      identityOf,
      authorityOf: (issuer) => authorityOf(issuer, lane),
    });
}
