// The page is Chinese: without this, browsers offer to translate it.
document.documentElement.lang = "zh-CN";

// A mark such as [1] in the last answer opens the card beside it; in earlier answers it stays a link to a new page.
document.addEventListener("click", (event) => {
  const mark = event.target.closest && event.target.closest("#chat a.cite");
  if (!mark) return;
  const answers = document.querySelectorAll("#chat .answer");
  const card = document.querySelector("#card-" + mark.textContent.replace(/\D/g, ""));
  if (!card || mark.closest(".answer") !== answers[answers.length - 1]) return;
  event.preventDefault();
  card.click();
});

document.addEventListener("keydown", (event) => {
  const close = event.key === "Escape" && document.querySelector("#close-source");
  if (close) close.click();
});

// The source opens at the cited words. Where it was loaded before its pane had its full width, it would stand elsewhere;
// it is sent to its place again once loaded and whenever the width changes, not when a phone's address bar comes and goes.
function keepPlace(frame) {
  let width = null;
  const settled = new ResizeObserver(() => {
    if (frame.clientWidth === width) return;
    width = frame.clientWidth;
    if (frame.contentWindow) frame.contentWindow.location.replace(frame.src);
  });
  frame.addEventListener("load", () => settled.observe(frame), { once: true });
}

// Gradio labels each message for screen readers with its raw markup, in English; the words themselves read better.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
  for (const frame of document.querySelectorAll("#source-frame iframe:not([data-placed])")) {
    frame.dataset.placed = "";
    keepPlace(frame);
  }
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
