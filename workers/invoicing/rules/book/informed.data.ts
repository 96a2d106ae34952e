import type { Row } from "../rule.ts";
import { AMOUNT_ROWS } from "./amounts.data.ts";
import { ASSOCIATED_ROWS } from "./associated.data.ts";
import { CONDITION_ROWS } from "./condition.data.ts";
import { DATE_ROWS } from "./dates.data.ts";
import { FCE_ROWS } from "./fce.data.ts";
import { HEADER_ROWS } from "./header.data.ts";
import { IDENTITY_ROWS } from "./identity.data.ts";
import { INFORMED_OWN_ROWS } from "./informed-own.data.ts";
import { OPTIONAL_ROWS } from "./optionals.data.ts";

const TWINS = new Map(
  [
    ...HEADER_ROWS,
    ...IDENTITY_ROWS,
    ...CONDITION_ROWS,
    ...AMOUNT_ROWS,
    ...DATE_ROWS,
    ...ASSOCIATED_ROWS,
    ...OPTIONAL_ROWS,
    ...FCE_ROWS,
  ].map((row) => [row.code, row] as const),
);

/** Codes of FECAEARegInformativo that ask what a code of FECAESolicitar asks: check and texts are the same. */
type Twins = Readonly<Record<number, number>>;

const REJECTING: Twins = {
  1300: 10004,
  713: 10030,
  715: 10018,
  723: 10046,
  788: 10069,
  1401: 10037,
  1403: 10013,
  1409: 10065,
  1416: 10011,
  1422: 10014,
  1423: 10024,
  1426: 10068,
  1443: 10071,
  1450: 10153,
  1452: 10155,
  1453: 10156,
  1454: 10157,
  1455: 10158,
  1456: 10159,
  1459: 10162,
  1460: 10163,
  1461: 10164,
  1462: 10165,
  1463: 10166,
  1464: 10167,
  1465: 10168,
  1466: 10169,
  1467: 10170,
  1468: 10171,
  1469: 10172,
  1470: 10173,
  1472: 10175,
  1475: 10178,
  1478: 10183,
  1480: 10186,
  1481: 10187,
  1482: 10189,
  1483: 10190,
  1486: 10193,
  1490: 10196,
  1491: 10197,
  1492: 10198,
  1493: 10199,
  1494: 10203,
  1495: 10204,
  1496: 10205,
  1497: 10206,
  1498: 10207,
  1499: 10208,
  1504: 10213,
  1505: 10086,
  1506: 10088,
  1507: 10089,
  1508: 10090,
  1509: 10091,
  1510: 10092,
  1511: 10094,
  1512: 10095,
  1513: 10214,
  1514: 10215,
  1515: 10216,
  820: 10239,
  823: 10242,
  800: 10062,
  802: 10058,
  803: 10059,
  804: 10060,
  805: 10057,
  808: 10151,
  813: 10112,
  900: 10025,
  908: 10042,
  907: 10028,
  905: 10026,
  906: 10027,
  1000: 10019,
  1003: 10022,
  1008: 10021,
  1009: 10020,
  1100: 10053,
  1101: 10054,
  1105: 10055,
  1103: 10052,
  1104: 10064,
  16000: 10218,
  16001: 10219,
  16002: 10220,
  16003: 10221,
  16004: 10222,
  16005: 10223,
  16006: 10224,
  16007: 10225,
  16008: 10226,
  16009: 10227,
  16010: 10228,
  16011: 10229,
  16012: 10230,
  16013: 10231,
};

const OBSERVING: Twins = {
  724: 10048,
  725: 10023,
  1408: 10061,
  1411: 10036,
  1412: 10032,
  1406: 10029,
  1425: 10067,
  1427: 10070,
  1500: 10209,
  1501: 10210,
  1516: 10217,
  822: 10241,
  824: 10243,
  821: 10240,
  1006: 10051,
  1106: 10066,
};

/** RG 4004-E, since version 4.3. */
const RENT: Twins = { 1517: 10123, 1518: 10124, 1519: 10128, 1520: 10127, 1521: 10129, 1522: 10125, 1524: 10131, 1525: 10130, 1526: 10132 };

const BY_REGISTER: Twins = {
  1445: 10176,
  1446: 10176,
  1451: 10154,
  1457: 10160,
  1458: 10161,
  1471: 10174,
  1474: 10177,
  1476: 10180,
  1477: 10181,
  1479: 10184,
  1488: 10160,
  1502: 10211,
  1503: 10212,
  16014: 10232,
};

const OBSERVED_BY_REGISTER: Twins = {
  708: 10017,
  1402: 10063,
  1485: 10192,
  1489: 10195,
  814: 10234,
  816: 10235,
  817: 10236,
  818: 10237,
  819: 10238,
  827: 10247,
  828: 10248,
  829: 10249,
  801: 10041,
  809: 10120,
  810: 10121,
  811: 10122,
};

function twins(codes: Twins, kind: Row["kind"], more: Partial<Row> = {}): Row[] {
  return Object.entries(codes).flatMap(([code, as]) => {
    const twin = TWINS.get(as);
    return twin ? [{ ...twin, operation: "FECAEARegInformativo" as const, code: Number(code), as, kind, since: "v4.2", ...more }] : [];
  });
}

/** FECAEARegInformativo: comprobantes that were issued with a CAEA. */
export const INFORMED_ROWS: readonly Row[] = [
  ...INFORMED_OWN_ROWS,
  ...twins({ 10001: 10001, 10002: 10002, 10003: 10003 }, "rejects"),
  ...twins(REJECTING, "rejects"),
  ...twins(OBSERVING, "observes"),
  ...twins(RENT, "rejects", { since: "v4.3" }),
  ...twins({ 1523: 10126 }, "rejects", { since: "v4.3" }),
  ...twins({ 825: 10245 }, "observes", { until: "v4.8" }),
  ...twins({ 826: 10246 }, "rejects", { since: "v4.8" }),
  ...twins({ 1527: 10283 }, "observes", { since: "v4.7" }),
  ...twins({ 1528: 10284 }, "rejects", { since: "v4.7" }),
  ...twins(BY_REGISTER, "rejects"),
  ...twins(OBSERVED_BY_REGISTER, "observes"),
];
