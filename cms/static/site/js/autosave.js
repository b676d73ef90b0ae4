// A comment being written saves itself: as a draft on the site, and until that has worked in this browser.
// Without this script the form has its two buttons, and whoever is refused gets the words back on a page.
const form = document.querySelector("[data-comment-form]");
const line = form?.querySelector("[data-saved]");
const FIELDS = ["language", "type", "text", "proposed_wording", "participant"];
const PAUSE = 1500; // milliseconds without a key pressed
const AGAIN = 15000; // until the next try, where one failed
const LONGEST = 7 * 24 * 60 * 60 * 1000; // that words wait in this browser
const key = () => `words:${form.dataset.person}:${form.dataset.place}`;

let timer, running, sent;

function words() {
  return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
}

function say(what, more = "") {
  const told = [line.dataset[what], more].filter(Boolean).join(" ");
  if (line.textContent !== told) line.textContent = told;
}

function keepHere() {
  try {
    localStorage.setItem(key(), JSON.stringify({ words: words(), at: Date.now() }));
  } catch {
    // A browser that keeps nothing: the site's own saving has to do.
  }
}

function forget() {
  try {
    localStorage.removeItem(key());
  } catch {
    // It has kept nothing.
  }
}

function keptHere() {
  try {
    const kept = JSON.parse(localStorage.getItem(key()));
    return kept && Date.now() - kept.at < LONGEST ? kept : null;
  } catch {
    return null;
  }
}

// After a sign-in in another window the form's token is of the past: the page as it is now has the new one.
// Where there is no form any more, the sign-in is over, or the comment has been sent.
async function renewToken() {
  const page = await fetch(form.dataset.place, { credentials: "same-origin" });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = fresh.querySelector("[data-comment-form] [name=csrfmiddlewaretoken]");
  if (!token) return page.url.includes("/accounts/") ? "signedOut" : "refused";
  form.elements.csrfmiddlewaretoken.value = token.value;
  return "";
}

async function send() {
  const body = new FormData(form);
  body.set("action", "autosave");
  return fetch(form.getAttribute("action") || location.pathname, {
    method: "POST", body, credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" },
  });
}

async function saveOnce() {
  let response = await send();
  if (response.status === 403) {
    const wrong = await renewToken();
    if (wrong) return wrong;
    response = await send();
  }
  if (response.status === 422) return "here";
  if (response.status === 409) return "changed";
  if (!response.ok) return "offline";
  const { url, seen, time } = await response.json();
  form.elements.seen.value = seen;
  if (form.getAttribute("action") !== url) {
    forget(); // under the old address
    form.setAttribute("action", url);
    form.dataset.place = url;
    history.replaceState(null, "", url);
  }
  return time;
}

async function save() {
  clearTimeout(timer);
  const before = JSON.stringify(words());
  if (running || before === sent) return;
  running = saveOnce().catch(() => "offline");
  const outcome = await running;
  running = undefined;
  if (line.dataset[outcome] !== undefined) {
    say(outcome);
    if (outcome === "offline" || outcome === "signedOut") timer = setTimeout(save, AGAIN);
    return;
  }
  sent = before;
  if (JSON.stringify(words()) === before) {
    forget();
    form.dispatchEvent(new CustomEvent("saved"));
  } else {
    timer = setTimeout(save, PAUSE);
  }
  say("saved", outcome);
}

function changed() {
  keepHere();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

// Words that never reached the site are offered, not put in: the form may have been changed elsewhere since.
function offer(kept) {
  const box = form.querySelector("[data-kept]");
  box.hidden = false;
  box.querySelector("[data-put-back]").addEventListener("click", () => {
    for (const name of FIELDS) {
      if (form.elements[name] && kept.words[name]) form.elements[name].value = kept.words[name];
    }
    box.hidden = true;
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.focus();
  });
  box.querySelector("[data-throw-away]").addEventListener("click", () => {
    forget();
    box.hidden = true;
    form.elements.text.focus();
  });
}

function begin() {
  sent = JSON.stringify(words());
  const kept = keptHere();
  if (kept && kept.words.text && JSON.stringify(kept.words) !== sent) offer(kept);
  form.addEventListener("input", changed);
  addEventListener("online", save);
  // Two savings at once would be two comments: the button waits for the one under way.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    await running;
    form.requestSubmit(event.submitter);
  });
}

if (form && line) begin();

// Whoever signs out leaves no words behind in this browser.
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("words:")) localStorage.removeItem(name);
    }
  } catch {
    // It has kept nothing.
  }
});
