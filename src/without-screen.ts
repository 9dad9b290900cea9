/** What is said where the second part of the page, which draws, does not come or is not wanted. */

/** The page stands in a frame of another page. */
export function refuseInFrame(): void {
  const link = document.createElement("a");
  link.href = location.href;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "font-medium text-accent-text underline";
  link.textContent = "Open Gatehouse in its own tab";
  say(
    "Gatehouse does not work inside another page",
    "The page around it could cover what you see and have you approve something else. So nothing can be done here, and no connection was opened.",
    link,
  );
}

/** The second part could not be loaded, or drawn. */
export function showNotLoaded(error: unknown): void {
  const reason = document.createElement("span");
  reason.className = "font-mono text-sm";
  reason.textContent = String(error);
  say(
    "Gatehouse could not be loaded",
    "The server of this page did not give a file that it needs. Reload the page when it answers again.",
    reason,
  );
}

function say(title: string, text: string, more: HTMLElement): void {
  const heading = document.createElement("h1");
  heading.className = "text-xl font-semibold";
  heading.textContent = title;
  const sentences = document.createElement("p");
  sentences.textContent = text;
  const last = document.createElement("p");
  last.append(more);
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  alert.className = "mx-auto max-w-2xl space-y-3 p-8";
  alert.append(heading, sentences, last);
  const main = document.createElement("main");
  main.append(alert);
  document.body.replaceChildren(main);
}
