import type { wsfeService } from "../../arca/schema/index.ts";
import type { Operations } from "../soap/asmx.ts";

type All = Operations<(typeof wsfeService)["definition"]>;

/** Some of WSFEv1's operations, by their names. */
export type WsfeOperations<N extends keyof All> = Pick<All, N>;
