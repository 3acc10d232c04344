/** One rule of a bucket's notifications: ours, among those of other programs. */
export interface EventRule {
  /** Letters, digits and dashes; what only our rule is known by. */
  id: string;
  /** The id of the webhook target at MinIO; its case matters. */
  target: string;
}

const RULES = /<QueueConfiguration>.*?<\/QueueConfiguration>/gs;
const END = "</NotificationConfiguration>";
/** Deletions too: whoever looks at a bucket sees them at once. */
const EVENTS = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"];

/** True where our rule is there and says what it should. */
export function hasRule(xml: string, rule: EventRule): boolean {
  const [ours, ...doubles] = rulesOf(xml, rule.id);
  return (
    ours !== undefined &&
    doubles.length === 0 &&
    !ours.includes("<Filter>") &&
    // A server in a region of its own adds that to the target's name.
    ours.includes(`:${rule.target}:webhook</Queue>`) &&
    EVENTS.every((event) => ours.includes(`<Event>${event}</Event>`))
  );
}

/** True where there is a rule of this id, whatever it says. */
export function hasRuleOf(xml: string, id: string): boolean {
  return rulesOf(xml, id).length > 0;
}

/**
 * The same with our rule, the others byte for byte as they were: a parser would turn the
 * prefix 007 into 7.
 */
export function withRule(xml: string, rule: EventRule): string {
  const others = withoutRule(xml, rule.id);
  const end = others.lastIndexOf(END);
  if (end < 0) throw new Error("MinIO's notifications of a bucket lack an end");
  const events = EVENTS.map((event) => `<Event>${event}</Event>`).join("");
  const ours = `<QueueConfiguration><Id>${rule.id}</Id>${events}<Queue>arn:minio:sqs::${rule.target}:webhook</Queue></QueueConfiguration>`;
  return `${others.slice(0, end)}${ours}${END}`;
}

/** The same without the rule of this id. */
export function withoutRule(xml: string, id: string): string {
  return xml.replaceAll(RULES, (rule) => (isOf(rule, id) ? "" : rule));
}

function rulesOf(xml: string, id: string): string[] {
  return (xml.match(RULES) ?? []).filter((rule) => isOf(rule, id));
}

function isOf(rule: string, id: string): boolean {
  return rule.includes(`<Id>${id}</Id>`);
}
