import { openConstancia, troubleOf } from "../arca/index.ts";
import type { Owner } from "../db/owner.ts";
import { log } from "../platform/log.ts";
import type { arcaConnections } from "./arca-connections.ts";
import { renewing } from "./renewing.ts";
import { slots } from "./slots.ts";
import type { IssuerIdentity } from "./submission.ts";
import type { Registered, taxpayerMemory } from "./taxpayers.ts";

/** Of the calls that the object may have under way, those that may ask the register: issuing keeps the others. */
const SHARE = 2;

interface Ports {
  readonly arca: ReturnType<typeof arcaConnections>;
  readonly taxpayers: ReturnType<typeof taxpayerMemory>;
  readonly slots: ReturnType<typeof slots>;
}

/** What ARCA's register says of a CUIT, a day old at most. Those who ask for the same at the same time ask once. */
export function taxpayerLookUp({ arca, taxpayers, slots: all }: Ports) {
  const asking = new Map<string, Promise<Registered>>();
  const share = slots(SHARE);

  return async (issuer: IssuerIdentity, owner: Owner, cuit: string): Promise<Registered> => {
    const known = taxpayers.recall(owner, cuit);
    if (known) return { outcome: "found", taxpayer: known };
    const name = `${owner.organizationId} ${cuit}`;
    const under = asking.get(name) ?? ask(issuer, owner, cuit).finally(() => asking.delete(name));
    asking.set(name, under);
    return under;
  };

  async function ask(issuer: IssuerIdentity, owner: Owner, cuit: string): Promise<Registered> {
    const { find } = openConstancia(arca.options(issuer, "constancia"));
    try {
      const taxpayer = await renewing(
        () => share(() => all(() => find(cuit))),
        () => arca.dropTicket(issuer, "constancia"),
      );
      if (!taxpayer) return { outcome: "unknown" };
      taxpayers.keep(owner, taxpayer);
      return { outcome: "found", taxpayer };
    } catch (error) {
      log("warn", "taxpayer.look_up.failed", { issuer_id: issuer.id, error });
      return { outcome: "unavailable", trouble: troubleOf(error) };
    }
  }
}
