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

// Gradio labels each message for screen readers with its raw markup, in English; the words themselves read better.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
