// A link to a comment opens the thread it stands in; a thread that is not on the page is fetched when asked for.
function open() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const thread = target && target.closest("details");
  if (thread && !thread.open) {
    thread.open = true;
    target.scrollIntoView();
  }
}

open();
addEventListener("hashchange", open);

async function fetched(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// The link becomes a button that folds the thread open and shut; what is beyond the first page stays a link away.
function unfold(place, link) {
  const body = document.createElement("div");
  body.className = "thread__body";
  body.hidden = true;
  place.after(body);
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  const toggle = async (event) => {
    event.preventDefault();
    try {
      if (!body.childElementCount) {
        const page = await fetched(link.href);
        const more = page.querySelector(".pagination [rel=next]");
        body.append(...page.querySelector("[data-comments]").childNodes);
        if (more) body.append(further(link, more));
      }
    } catch {
      location.assign(link.href);
      return;
    }
    body.hidden = !body.hidden;
    link.setAttribute("aria-expanded", String(!body.hidden));
  };
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => { if (event.key === " ") toggle(event); });
}

function further(link, more) {
  const line = document.createElement("p");
  const onwards = document.createElement("a");
  line.className = "thread__more";
  onwards.href = new URL(more.getAttribute("href"), link.href);
  onwards.textContent = more.textContent;
  line.append(onwards);
  return line;
}

for (const place of document.querySelectorAll("[data-thread]")) {
  unfold(place, place.querySelector("a"));
}
