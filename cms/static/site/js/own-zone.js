// Beside a deadline of another zone: the same moment where the reader is. What is over or was moved needs none.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
// Day before month, as the page writes it.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
// The digits, the calendar and the clock of the announced deadline.
const as = { calendar: "gregory", numberingSystem: "latn", timeZone: zone };
const days = new Intl.DateTimeFormat(language, { ...as, year: "numeric", month: "long", day: "numeric" });
const times = new Intl.DateTimeFormat(language, { ...as, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// "UTC+05:45", as the page writes it, from a moment and its wall clock in the reader's zone.
function offset(moment) {
  const words = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(moment);
  return words.find((part) => part.type === "timeZoneName").value.replace("GMT", "UTC");
}

function announced(text) {
  const digits = text.match(/[+-]\d\d:\d\d$/)?.[0] ?? "";
  return digits === "+00:00" ? "UTC" : `UTC${digits}`;
}

function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

for (const deadline of document.querySelectorAll("time.deadline")) {
  const moment = new Date(deadline.dateTime);
  const here = offset(moment);
  const isPast = deadline.closest("s") || moment < Date.now();
  if (isPast || here === announced(deadline.dateTime)) continue;
  const own = piece("deadline__own", `${deadline.dataset.ownZone} `);
  const name = document.createElement("bdi");
  name.translate = false;
  name.dir = "ltr";
  name.textContent = `${zone} ${here}`;
  own.append(piece("", `${days.format(moment)} ${times.format(moment)} `), name);
  deadline.append(" ", own);
}
