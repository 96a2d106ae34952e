import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { Problem } from "./error.ts";

export const ONBOARDING_STEPS = ["certificate", "service", "authorization", "relation", "point_of_sale", "first_invoice"] as const;
export type OnboardingStepId = (typeof ONBOARDING_STEPS)[number];

const OnboardingStep = z
  .object({
    id: z.enum(ONBOARDING_STEPS),
    status: z.enum(["done", "now", "later"]),
    situation: z
      .string()
      .nullable()
      .openapi({ description: "What was found, as a code; null where it is too early to look.", example: "not_authorized" }),
    title: z.string(),
    title_es: z.string(),
    detail: z.string().nullable().openapi({ description: "What there is, or what to do next." }),
    detail_es: z.string().nullable(),
    link: z
      .object({ url: z.url(), text: z.string(), text_es: z.string() })
      .nullable()
      .openapi({ description: "ARCA's page on which the next click is. Its clave fiscal is asked for there, and never here." }),
    action: z
      .object({ method: z.enum(["GET", "POST", "PUT", "PATCH"]), path: z.string() })
      .nullable()
      .openapi({ description: "The operation of this API that comes next." }),
    fault: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .openapi({ description: "What ARCA said: the code of a SOAP fault or of an error, and its own words. Null where it said nothing." }),
    trouble: z.union([Problem, z.null()]).openapi({ description: "Why ARCA said nothing, where it was asked and did not answer." }),
  })
  .openapi("OnboardingStep");
export type OnboardingStep = z.infer<typeof OnboardingStep>;

export const Onboarding = z
  .object({
    object: z.literal("onboarding"),
    issuer: z.string(),
    environment: z.enum(ENVIRONMENTS),
    cuit: z.string(),
    ready: z.boolean().openapi({ description: "Whether the issuer can issue: every step but the first invoice is done." }),
    steps: z.array(OnboardingStep),
    checked_at: z.iso.datetime().nullable().openapi({ description: "When ARCA was asked; null where there is nothing to ask it with." }),
    next_check_at: z.iso
      .datetime()
      .nullable()
      .openapi({ description: "Before then asking again brings nothing new: ARCA gives no second login so soon. Null: any time." }),
  })
  .openapi("Onboarding");
export type Onboarding = z.infer<typeof Onboarding>;
