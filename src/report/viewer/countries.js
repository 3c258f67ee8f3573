// ISO 3166: the code of the network, the code browsers know names for, the code of the shapes.
const CODES = `AFG AF 004|ALB AL 008|ARM AM 051|AUT AT 040|AZE AZ 031|BEL BE 056|BGD BD 050|BGR BG 100
BIH BA 070|BLR BY 112|CHE CH 756|CHN CN 156|CYP CY 196|CZE CZ 203|DEU DE 276|DNK DK 208|EGY EG 818
ESP ES 724|EST EE 233|FIN FI 246|FRA FR 250|GBR GB 826|GEO GE 268|GRC GR 300|HRV HR 191|HUN HU 348
IND IN 356|IRN IR 364|IRQ IQ 368|ISR IL 376|ITA IT 380|JOR JO 400|JPN JP 392|KAZ KZ 398|KGZ KG 417
KOR KR 410|LBN LB 422|LTU LT 440|LUX LU 442|LVA LV 428|MDA MD 498|MKD MK 807|MNE ME 499|MNG MN 496
NLD NL 528|NOR NO 578|NPL NP 524|OMN OM 512|PAK PK 586|POL PL 616|PRK KP 408|PRT PT 620|ROU RO 642
RUS RU 643|SAU SA 682|SGP SG 702|SRB RS 688|SVK SK 703|SVN SI 705|SWE SE 752|SYR SY 760|TJK TJ 762
TKM TM 795|TUR TR 792|UKR UA 804|UZB UZ 860|ARE AE 784|YEM YE 887|QAT QA 634|KWT KW 414`;

const rows = CODES.split(/[|\n]/).map((row) => row.split(" "));
const browserCode = new Map(rows.map(([own, browser]) => [own, browser]));
const shapeCode = new Map(rows.map(([, browser, shape]) => [shape, browser]));

function nameOf(code, language) {
  try {
    return new Intl.DisplayNames(language, { type: "region" }).of(code);
  } catch {
    return code;
  }
}

export function countryName(code, language) {
  return browserCode.has(code) ? nameOf(browserCode.get(code), language) : code;
}

export function shapeName(id, language) {
  return shapeCode.has(id) ? nameOf(shapeCode.get(id), language) : "";
}
