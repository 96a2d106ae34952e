import { problem } from "../../../shared/problems.ts";
import { INVITATION } from "../organization-examples.ts";
import { BODY_ERRORS } from "../responses.ts";

/** What two operations that invite have in common. */
export const INVITED = { developer: { summary: "A developer", value: { email: INVITATION.email, role: "developer" } } };

export const INVITATION_ERRORS = {
  ...BODY_ERRORS,
  step_up_required: {},
  conflict: { param: "email", problems: [problem("email", "member_already")] },
  invalid_request: { problems: [problem("email", "required")] },
};
