/** What the sandbox needs of the environment. */
export type SandboxEnv = Pick<Env, "SANDBOX" | "SANDBOX_CA_KEY">;
