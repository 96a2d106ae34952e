import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { AcceptanceInput, Invitation, InvitationInput, Organization, Removed } from "../../../shared/schemas/organization.ts";
import { pageOf, PageQuery } from "../../../shared/schemas/page.ts";
import { acceptInvitation, createInvitation, listInvitations, revokeInvitation } from "../../accounts/index.ts";
import { pageExample } from "../examples.ts";
import { INVITATION, ORGANIZATION } from "../organization-examples.ts";
import { BODY_ERRORS, errors, success, userErrors } from "../responses.ts";
import { idParam, json, router } from "../router.ts";
import { INVITATION_ERRORS, INVITED } from "./invitation-parts.ts";

const tags = ["Organizations"];

const create = createRoute({
  method: "post",
  path: "/v1/invitations",
  operationId: "createInvitation",
  summary: "Invite somebody",
  description:
    "Sends a mail with a link that works once, for seven days, for that address alone. An earlier invitation to it gives way. Nobody gives a role above his own.",
  tags,
  request: { body: { required: true, ...json(InvitationInput, "Whom to invite.", INVITED) } },
  responses: {
    201: success(Invitation, "The invitation.", { invitation: { summary: "Sent", value: INVITATION } }),
    ...errors(null, INVITATION_ERRORS),
  },
});

const accept = createRoute({
  method: "post",
  path: "/v1/invitations/accept",
  operationId: "acceptInvitation",
  summary: "Accept an invitation",
  description: "By whoever has signed in with the address that was invited. `token` is in the link of the mail.",
  tags,
  request: {
    body: {
      required: true,
      ...json(AcceptanceInput, "What the mail says.", { token: { summary: "Of a mail", value: { token: "ait_…" } } }),
    },
  },
  responses: {
    200: success(Organization, "The organization, of which you are a member now.", {
      organization: { summary: "As a developer", value: { ...ORGANIZATION, role: "developer" } },
    }),
    ...userErrors({
      ...BODY_ERRORS,
      token_invalid: { param: "token" },
      conflict: { param: "token", problems: [problem("token", "member_already")] },
      invalid_request: { problems: [problem("token", "required")] },
    }),
  },
});

const list = createRoute({
  method: "get",
  path: "/v1/invitations",
  operationId: "listInvitations",
  summary: "List invitations",
  description: "Those that can still be accepted, newest first. By an owner or admin.",
  tags,
  request: { query: PageQuery },
  responses: {
    200: success(pageOf(Invitation), "A page of invitations.", { page: { summary: "One invitation", value: pageExample(INVITATION) } }),
    ...errors(null, { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/v1/invitations/{id}",
  operationId: "revokeInvitation",
  summary: "Take an invitation back",
  description: "Its link works no more.",
  tags,
  request: { params: idParam(INVITATION.id) },
  responses: {
    200: success(Removed, "It is revoked.", {
      revoked: { summary: "Revoked", value: { id: INVITATION.id, object: "invitation", deleted: true } },
    }),
    ...errors(null, { not_found: { param: "id" }, step_up_required: {} }),
  },
});

export const invitations = router()
  .openapi(create, async (c) => c.json(await createInvitation(c.var.ctx, c.var.people(), c.req.valid("json")), 201))
  .openapi(accept, async (c) => c.json(await acceptInvitation(c.var.user, c.req.valid("json")), 200))
  .openapi(list, async (c) => c.json(await listInvitations(c.var.ctx, c.req.valid("query")), 200))
  .openapi(revoke, async (c) => c.json(await revokeInvitation(c.var.ctx, c.req.valid("param").id), 200));
