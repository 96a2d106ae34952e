import type { Language } from "../../db/mails.ts";
import type { Letter } from "../letter.ts";

/** Where links lead. @param path of the dashboard */
export type LinkTo = (path: string, parameters?: Readonly<Record<string, string>>) => string;

/** One kind of mail, in each language. */
export type Template<Data extends Readonly<Record<string, string>>> = Readonly<Record<Language, (data: Data, linkTo: LinkTo) => Letter>>;
