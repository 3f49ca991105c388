import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";

import { createRoot } from "react-dom/client";

import { App } from "./app/App.tsx";
import { createApplication } from "./app/composition.ts";
import { words } from "./ui/words.ts";

async function start(root: HTMLElement): Promise<void> {
  if (!window.isSecureContext) {
    root.textContent = words.failure.insecure;
    return;
  }
  const application = await createApplication(window);
  await application.start(); // the header of index.html is shown meanwhile
  createRoot(root).render(<App services={application} />);
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has an element with the id root.");
start(root).catch((error: unknown) => {
  root.textContent = words.failure.startFailed;
  throw error;
});
