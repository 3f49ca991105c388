import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useMemo, useSyncExternalStore } from "react";

import { SignInPage } from "../ui/account/SignInPage.tsx";
import { LiveRegion } from "../ui/feedback/LiveRegion.tsx";
import { ErrorBoundary } from "../ui/frame/ErrorBoundary.tsx";
import { RefusalPage } from "../ui/frame/RefusalPage.tsx";
import { ServicesContext, type Services } from "../ui/Services.ts";
import { words } from "../ui/words.ts";
import { DeskPages } from "./DeskPages.tsx";
import { theme, themeVariables } from "./theme.ts";

const TOASTS_AT_ONCE = 3;

export function App({ services }: { services: Services }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto">
      <ServicesContext value={services}>
        <ErrorBoundary onDownload={null} onStart={() => services.router.reset()}>
          <Pages services={services} />
        </ErrorBoundary>
        <section aria-label={words.common.messages}>
          <Notifications
            position="bottom-right"
            limit={TOASTS_AT_ONCE}
            pauseResetOnHover="notification"
            withinPortal={false}
          />
          <LiveRegion announcer={services.announcer} />
        </section>
      </ServicesContext>
    </MantineProvider>
  );
}

/** Nothing of a person is shown before it is known who is there. */
function Pages({ services }: { services: Services }) {
  const { identity, router, deskOf } = services;
  const state = useSyncExternalStore(identity.subscribe, identity.state);
  const person = state.kind === "signedIn" ? state.person : null;
  const desk = useMemo(() => (person === null ? null : deskOf(person)), [person, deskOf]);

  if (desk !== null) return <DeskPages desk={desk} />;
  if (state.kind === "signedOut") {
    return <SignInPage onSignIn={identity.signIn} onStart={() => router.reset()} />;
  }
  if (state.kind === "unknown") {
    return (
      <RefusalPage
        refusal={state.refusal}
        onTryAgain={() => void identity.ask()}
        onStart={() => router.reset()}
      />
    );
  }
  return null;
}
