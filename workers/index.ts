import { createApi } from "./api/app.ts";

export { ArcaHealth } from "./arca/health/arca-health.ts";
export { ArcaParameters } from "./arca/parameters/arca-parameters.ts";
export { Tickets } from "./arca/tickets/tickets.ts";
export { Issuer } from "./issuer/issuer.ts";
export { Sandbox } from "./sandbox/sandbox.ts";

const api = createApi();

export default { fetch: api.fetch } satisfies ExportedHandler<Env>;
