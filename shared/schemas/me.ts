import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS } from "../catalog.ts";
import { Name } from "./fields.ts";
import { Organization } from "./organization.ts";

const MODES = ["test", "live"] as const;

const Preferences = z
  .strictObject({
    theme: z.enum(["system", "light", "dark"]).openapi({ description: "Of the dashboard." }),
    organization: z
      .string()
      .max(64)
      .nullable()
      .openapi({ description: "One of his own, that the dashboard opens with.", example: "org_01kaf3rk4ke6w8k9b6n2m5xq7a" }),
    mode: z.enum(MODES).openapi({ description: "The one that the dashboard opens with." }),
  })
  .openapi("Preferences");
export type Preferences = z.infer<typeof Preferences>;

const IssuerSummary = z.object({
  id: z.string(),
  mode: z.enum(MODES),
  environment: z.enum(ENVIRONMENTS),
  cuit: z.string(),
  legal_name: z.string(),
});

export const Me = z
  .object({
    id: z.string().openapi({ example: "usr_01kaf3rk4ke6w8k9b6n2m5xq7b" }),
    object: z.literal("user"),
    email: z.string(),
    name: z.string(),
    language: z.enum(["es", "en"]).openapi({ description: "Of the mails that we send." }),
    two_factor_enabled: z.boolean(),
    session: z.object({
      second_factor: z.boolean().openapi({ description: "This sign-in passed a second factor." }),
      fresh_until: z.iso.datetime().openapi({ description: "Until then what is sensitive can be done without a step-up." }),
    }),
    organizations: z.array(
      z.object({
        ...Organization.shape,
        modes: z.array(z.enum(MODES)).openapi({
          description:
            "Those that he may use now: live takes a second factor of owners and admins, and of whoever has his role from somebody without.",
        }),
        issuers: z.array(IssuerSummary).openapi({ description: "Of those modes." }),
      }),
    ),
    preferences: Preferences,
  })
  .openapi("Me");
export type Me = z.infer<typeof Me>;

export const MeUpdate = z
  .strictObject({
    name: Name().optional(),
    language: z.enum(["es", "en"]).optional(),
    preferences: Preferences.partial().optional().openapi({ description: "Those that are left out stay as they are." }),
  })
  .openapi("MeUpdate");
export type MeUpdate = z.infer<typeof MeUpdate>;
