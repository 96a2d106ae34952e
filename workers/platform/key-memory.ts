import type { Environment } from "../../shared/catalog.ts";
import type { ApiKey } from "../db/api-keys.ts";
import { log } from "./log.ts";
import type { News } from "./news.ts";

/** What names the object of an issuer that a key has used. */
export interface KnownIssuer {
  readonly id: string;
  readonly environment: Environment;
  readonly cuit: string;
}

/** What outlasts Postgres: a key's own object, by the key's hash. What it is told it is told behind the caller's back. */
export interface KeyMemory {
  /** Null: nobody's. */
  readonly hash: string | null;
  readonly confirm: (key: ApiKey, at: number) => void;
  readonly refuse: (at: number) => void;
  /** The key, if it was confirmed not long ago. To be asked only where Postgres fails. */
  readonly vouch: () => Promise<ApiKey | undefined>;
  /** @param isOnly it was found without being named */
  readonly noteIssuer: (issuer: KnownIssuer, isOnly: boolean) => void;
  /** Nobody is to be guessed: the organization has several issuers. */
  readonly noteSeveral: () => void;
  /** The issuer of that id, or the only one, if the key has used it. */
  readonly issuer: (id: string | undefined) => Promise<KnownIssuer | undefined>;
  /** Those that the key has used. */
  readonly issuers: () => Promise<readonly KnownIssuer[]>;
}

interface Means {
  readonly keepers: Env["API_KEY_KEEPERS"];
  readonly hash: string;
  /** What the isolate has told already. */
  readonly news: News;
  /** Goes on with it after the answer has left. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

export function openKeyMemory({ keepers, hash, news, inBackground }: Means): KeyMemory {
  const keeper = () => keepers.getByName(hash);

  /** Once for each piece of news; one that was not heard is none. */
  function tell(subject: string, text: string, said: () => Promise<unknown>): void {
    const name = `${hash} ${subject}`;
    if (!news.isNews(name, text, Date.now())) return;
    const heard = said().catch((error: unknown) => {
      news.forget(name);
      log("warn", "api_key.remember.failed", { error });
    });
    inBackground(heard);
  }

  /** Asked only when something else has failed already: that is what is to be told, not this. */
  async function recalled<T>(ask: () => Promise<T>, nothing: T): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      log("warn", "api_key.recall.failed", { error });
      return nothing;
    }
  }

  return {
    hash,
    confirm: (key, at) => tell("key", JSON.stringify(key), async () => keeper().confirm(key, at)),
    refuse: (at) => tell("key", "refused", async () => keeper().refuse(at)),
    vouch: () => recalled(async () => keeper().vouch(), undefined),
    noteIssuer(issuer, isOnly) {
      const known = { id: issuer.id, environment: issuer.environment, cuit: issuer.cuit };
      tell(isOnly ? "only" : known.id, known.id, async () => keeper().noteIssuer(known, isOnly));
    },
    noteSeveral: () => tell("only", "", async () => keeper().noteSeveral()),
    issuer: (id) => recalled(async () => keeper().issuer(id), undefined),
    issuers: () => recalled<readonly KnownIssuer[]>(async () => keeper().issuers(), []),
  };
}

/** Of who asks without a key. */
export const NO_KEY_MEMORY: KeyMemory = {
  hash: null,
  confirm: () => undefined,
  refuse: () => undefined,
  vouch: async () => undefined,
  noteIssuer: () => undefined,
  noteSeveral: () => undefined,
  issuer: async () => undefined,
  issuers: async () => [],
};
