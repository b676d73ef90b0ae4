// A link to a comment opens the thread it stands in.
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
