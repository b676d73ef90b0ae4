// The summary of errors takes the focus; writing turns with the language chosen; words typed are not lost unasked.
document.querySelector("[data-focus]")?.focus();

const form = document.querySelector("[data-comment-form]");
const language = form?.querySelector("select[name=language]");
let changed = false;

function turn() {
  for (const field of form.querySelectorAll("textarea[name=text]")) {
    field.lang = language.value;
    field.dir = language.value === "ar" ? "rtl" : "ltr";
  }
}

if (language) {
  language.addEventListener("change", turn);
  turn();
}

form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
