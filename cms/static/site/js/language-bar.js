// The language bar keeps the reader's place: the fragment travels to the other language.
const bar = document.querySelector("[data-language-bar]");

function carry() {
  for (const link of bar.querySelectorAll("a")) {
    link.hash = location.hash;
  }
}

if (bar) {
  carry();
  addEventListener("hashchange", carry);
}
