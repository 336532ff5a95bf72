// Creates a thousand finished checks over five years, and a note to every eighth, from the one check and note in storage.
const [count, values, tags] = arguments;
const of = (kind) => Object.entries(localStorage).find(([key]) => key.startsWith(`compassion-check/${kind}/`));
const [key, text] = of("record");
const [noteKey, noteText] = of("note");
const apart = (5 * 365.25 * 24 * 60 * 60 * 1000) / count;
for (let at = 1; at < count; at++) {
  const check = JSON.parse(text);
  const id = `${check.id}${at}`;
  const back = Math.round(at * apart);
  check.id = id;
  check.started.utc -= back;
  check.changed.utc -= back;
  check.answers = check.answers.map(([item], place) => {
    const options = values[item];
    const skipped = (at + place) % 23 === 0;
    return [item, skipped ? null : options[(at * 3 + place * place + (at >> 4)) % options.length]];
  });
  localStorage.setItem(key.replace(/[^/]*$/, id), JSON.stringify(check));
  if (at % 8 === 0) {
    const note = JSON.parse(noteText);
    note.check = id;
    note.changed = check.changed;
    note.tags = tags.filter((_, place) => (at >> place) % 3 === 0);
    localStorage.setItem(noteKey.replace(/[^/]*$/, id), JSON.stringify(note));
  }
}
return Object.keys(localStorage).filter((other) => other.startsWith("compassion-check/record/")).length;
