import { type CallReport, openWsfe, openWsfex } from "../arca/index.ts";
import { arcaAuthority } from "./arca-authority.ts";
import type { ArcaClock } from "./arca-clock.ts";
import type { arcaConnections } from "./arca-connections.ts";
import type { Authority } from "./authority.ts";
import type { CallKey, Calls, Numbers } from "./calls.ts";
import { exportAuthority } from "./export-authority.ts";
import type { Numbered } from "./lane.ts";
import { serviceOf } from "./lane-key.ts";
import type { slots } from "./slots.ts";
import type { Store } from "./store.ts";
import type { IssuerIdentity } from "./submission.ts";
import { ofWsfe, ofWsfex } from "./unnumbered.ts";

export interface AuthorityPorts {
  readonly store: Pick<Store, "detail" | "noteCalls">;
  readonly calls: Pick<Calls, "add">;
  readonly arca: ReturnType<typeof arcaConnections>;
  readonly slots: ReturnType<typeof slots>;
  readonly clock: Pick<ArcaClock, "learn">;
}

/** Who numbers a lane of that issuer: ARCA's service for it, within the calls that the object may have under way. */
export function authorities({ store, calls, arca, slots, clock }: AuthorityPorts) {
  return (issuer: IssuerIdentity, lane: string): Authority => {
    let spent = { calls: 0, ms: 0 };
    let now = Date.now;
    const service = serviceOf(lane);
    const dropTicket = () => arca.dropTicket(issuer, service);

    /** For one call, or one and its repetition with a new ticket, so that what is kept of them tells the numbers they were about. */
    const about = (numbers: Numbers | null, made: CallKey[] = []): Omit<Authority, "ready"> => {
      const options = arca.options(issuer, service, (report: CallReport, ticket: string | null) => {
        spent = { calls: spent.calls + 1, ms: spent.ms + report.ms };
        made.push(calls.add(lane, { ...report, ticket, numbers }));
      });
      return service === "wsfex"
        ? exportAuthority({ wsfex: openWsfex(options), detailOf: (id) => ofWsfex(store.detail(id)), dropTicket })
        : arcaAuthority({ wsfe: openWsfe(options), detailOf: (id) => ofWsfe(store.detail(id)), dropTicket, now, learn: clock.learn });
    };

    return {
      ready: async () => (now = await arca.ready(issuer, service)),
      lastAuthorized: (asked) => slots(() => about(null).lastAuthorized(asked)),
      find: (asked, number, id) => slots(() => about({ first: number, last: number }).find(asked, number, id)),
      authorize: async (asked, batch) => {
        const made: CallKey[] = [];
        try {
          return await slots(() => about(numbersOf(batch), made).authorize(asked, batch));
        } finally {
          store.noteCalls(batch, spent, made);
          spent = { calls: 0, ms: 0 };
        }
      },
    };
  };
}

/** They are consecutive. */
const numbersOf = (batch: readonly Pick<Numbered, "number">[]): Numbers | null => {
  const [first, last] = [batch[0], batch.at(-1)];
  return first && last ? { first: first.number, last: last.number } : null;
};
