import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Invitation, InvitationInput, Member, MemberUpdate, RemovalQuery, RemovedMember } from "../../../shared/schemas/organization.ts";
import { pageOf, PageQuery } from "../../../shared/schemas/page.ts";
import { createInvitation, getMember, listMembers, removeMember, updateMember } from "../../accounts/index.ts";
import { pageExample } from "../examples.ts";
import { API_KEY, INVITATION, MEMBER } from "../organization-examples.ts";
import { BODY_ERRORS, errors, success } from "../responses.ts";
import { idParam, json, router } from "../router.ts";
import { INVITED, INVITATION_ERRORS } from "./invitation-parts.ts";

const tags = ["Organizations"];
const params = idParam(MEMBER.id);
const member = { member: { summary: "A developer", value: MEMBER } };
const SENSITIVE = { not_found: { param: "id" }, step_up_required: {}, last_owner: {} };

const list = createRoute({
  method: "get",
  path: "/v1/members",
  operationId: "listMembers",
  summary: "List members",
  description: "Of the organization. The newest users first.",
  tags,
  request: { query: PageQuery },
  responses: {
    200: success(pageOf(Member), "A page of members.", { page: { summary: "One member", value: pageExample(MEMBER) } }),
    ...errors(null, { invalid_request: { problems: [problem("cursor", "cursor_invalid")] } }),
  },
});

const get = createRoute({
  method: "get",
  path: "/v1/members/{id}",
  operationId: "getMember",
  summary: "Get a member",
  description: "By the id of the user.",
  tags,
  request: { params },
  responses: { 200: success(Member, "The member.", member), ...errors(null, { not_found: { param: "id" } }) },
});

const add = createRoute({
  method: "post",
  path: "/v1/members",
  operationId: "addMember",
  summary: "Add a member",
  description: "Nobody becomes a member without wanting to: it sends an invitation, as `POST /v1/invitations` does.",
  tags,
  request: { body: { required: true, ...json(InvitationInput, "Whom to invite.", INVITED) } },
  responses: {
    201: success(Invitation, "The invitation.", { invitation: { summary: "Sent", value: INVITATION } }),
    ...errors(null, INVITATION_ERRORS),
  },
});

const update = createRoute({
  method: "patch",
  path: "/v1/members/{id}",
  operationId: "updateMember",
  summary: "Change a member's role",
  description: "Nobody gives a role above his own, or changes a member who has one. There is always an owner.",
  tags,
  request: {
    params,
    body: { required: true, ...json(MemberUpdate, "The new role.", { role: { summary: "Accountant", value: { role: "accountant" } } }) },
  },
  responses: {
    200: success(Member, "The member.", member),
    ...errors(null, { ...BODY_ERRORS, ...SENSITIVE, invalid_request: { problems: [problem("role", "required")] } }),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/v1/members/{id}",
  operationId: "removeMember",
  summary: "Remove a member",
  description: [
    "He loses his access at once, and his API clients are signed out. Keys that he made, and may still have, go on, for they are the",
    "organization's: the answer names them, and `revoke_api_keys=true` revokes them with it.",
  ].join(" "),
  tags,
  request: { params, query: RemovalQuery },
  responses: {
    200: success(RemovedMember, "He is no member any more.", {
      removed: { summary: "One key of his goes on", value: { id: MEMBER.id, object: "member", deleted: true, api_keys: [API_KEY.id] } },
    }),
    ...errors(null, {
      ...SENSITIVE,
      invalid_request: { problems: [problem("revoke_api_keys", "choice", { choices: '"true", "false"' })] },
    }),
  },
});

export const members = router()
  .openapi(list, async (c) => c.json(await listMembers(c.var.ctx, c.req.valid("query")), 200))
  .openapi(get, async (c) => c.json(await getMember(c.var.ctx, c.req.valid("param").id), 200))
  .openapi(add, async (c) => c.json(await createInvitation(c.var.ctx, c.var.people(), c.req.valid("json")), 201))
  .openapi(update, async (c) => c.json(await updateMember(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200))
  .openapi(remove, async (c) => c.json(await removeMember(c.var.ctx, c.req.valid("param").id, c.req.valid("query")), 200));
