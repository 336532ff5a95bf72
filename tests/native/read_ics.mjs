// Reads a calendar from standard input with ical.js and prints what it understood, for tests/native/ics.rs.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const { startDate, duration } = event;
  const starts = [];
  const dates = event.iterator();
  for (let next = dates.next(); next && starts.length < 100; next = dates.next()) {
    starts.push(next.toString());
  }
  const alarms = component.getAllSubcomponents("valarm").map((alarm) => ({
    action: alarm.getFirstPropertyValue("action"),
    minutes: alarm.getFirstPropertyValue("trigger").toSeconds() / 60,
    description: alarm.getFirstPropertyValue("description"),
  }));
  return {
    uid: event.uid,
    sequence: component.getFirstPropertyValue("sequence"),
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    modified: component.getFirstPropertyValue("last-modified").toString(),
    title: event.summary,
    text: event.description ?? null,
    start: { year: startDate.year, month: startDate.month, day: startDate.day, hour: startDate.hour, minute: startDate.minute },
    floating: startDate.zone === ICAL.Timezone.localTimezone,
    minutes: duration.toSeconds() / 60,
    repeats: event.isRecurring(),
    starts,
    class: component.getFirstPropertyValue("class"),
    alarms,
  };
});
process.stdout.write(JSON.stringify(events));
