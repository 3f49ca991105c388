import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";

import { createRoot } from "react-dom/client";

import { App } from "./app/App.tsx";
import { createApplication } from "./app/composition.ts";

async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has an element with the id root.");
  const application = await createApplication(window);
  createRoot(root).render(<App services={application} />);
  await application.start();
}

void start();
