// The desk by keyboard: an element with data-key is pressed by that key; of a form its first field is focused.
// Single keys work outside of fields only, once a press, and can be switched off (WCAG 2.1.4).
const STORED = "moderation-keys";
const LEGEND = "moderation-legend";
const desk = document.querySelector("[data-desk]");
const keySwitch = desk?.querySelector("[data-keys-switch]");
let sent = false;

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without a memory the choice holds for this page.
  }
}

// Whoever has switched off Wagtail's shortcuts in their account starts without these.
function wantedAtFirst() {
  const config = document.getElementById("wagtail-config")?.textContent;
  return remembered(STORED) ? remembered(STORED) === "on" : !config || JSON.parse(config).KEYBOARD_SHORTCUTS_ENABLED !== false;
}

// The Latin letter of a key, on keyboards with other letters too.
function letter(event) {
  if (/^[a-z?]$/i.test(event.key)) return event.key.toLowerCase();
  if (event.key === "؟" || event.key === "？") return "?";
  return /^Key[A-Z]$/.test(event.code) && event.key.length === 1 ? event.code.slice(3).toLowerCase() : "";
}

function inField(element) {
  return element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function press(target) {
  if (target.matches("form")) target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else target.click();
}

function sendFrom(field) {
  const form = field.closest("form[data-sends]");
  if (form) form.requestSubmit(form.querySelector("button[type=submit]"));
}

function onKey(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return sendFrom(event.target);
  if (event.key === "Escape" && desk.contains(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || !keySwitch.checked || inField(event.target)) return;
  const key = letter(event);
  const target = key === "?" ? desk.querySelector("[data-legend] summary") : desk.querySelector(`[data-key="${key}"]`);
  if (!key || !target) return;
  event.preventDefault(); // Wagtail has a list of its own under the question mark.
  press(target);
}

if (desk) {
  keySwitch.checked = wantedAtFirst();
  keySwitch.addEventListener("change", () => remember(STORED, keySwitch.checked ? "on" : "off"));
  const legend = desk.querySelector("[data-legend]");
  legend.open = remembered(LEGEND) !== "closed";
  legend.addEventListener("toggle", () => remember(LEGEND, legend.open ? "open" : "closed"));
  addEventListener("keydown", onKey, { capture: true });
  // A second press before the next page is there must not decide twice.
  desk.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });
}

// What a moderator types waits in this window until it is sent: an expired sign-in loses none of it.
for (const field of desk?.querySelectorAll("textarea") ?? []) {
  const name = `typed:${location.pathname}:${field.name}`;
  try {
    if (!field.value) field.value = sessionStorage.getItem(name) ?? "";
    field.addEventListener("input", () => sessionStorage.setItem(name, field.value));
  } catch {
    // A browser that keeps nothing.
  }
}
