/** Where anyone may write, whoever he is. */
const PATHS = ["/v1/auth/", "/v1/leaked-keys/"];

export const isOpenWrite = (path: string): boolean => PATHS.some((start) => path.startsWith(start));
