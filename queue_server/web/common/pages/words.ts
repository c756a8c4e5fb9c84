// Sentences for people, looked up by key; the tables come from queue_server/words with the page.

export type Facts = Readonly<Record<string, string | number>>;
export type Sentences = Readonly<Record<string, string>>;
export type Say = (key: string, facts?: Facts) => string;

/** The sentence with each `{name}` replaced; a name without a fact stays visible, so a test finds it. */
export function fill(sentence: string, facts: Facts = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const fact = facts[name];
    return fact === undefined ? placeholder : String(fact);
  });
}

/** A look-up in one language's table. An unknown key is shown as itself: wrong, but never blank. */
export function speaker(sentences: Sentences): Say {
  return (key, facts) => fill(sentences[key] ?? key, facts);
}

/** A value the server put into the page as `<script type="application/json" id="…">`, which CSP lets stand. */
export function readJson<Value>(id: string): Value {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page lacks its data block “${id}”`);
  return JSON.parse(element.textContent ?? "") as Value;
}
