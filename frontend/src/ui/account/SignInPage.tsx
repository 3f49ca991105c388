import { Box, Paper, Text, Title } from "@mantine/core";

import { Brand } from "../brand/Brand.tsx";
import { words } from "../words.ts";
import { SignInForm, type SignInOutcome } from "./SignInForm.tsx";
import classes from "./SignInPage.module.css";

type SignInPageProps = { onSignIn: (name: string) => Promise<SignInOutcome>; onStart: () => void };

export function SignInPage({ onSignIn, onStart }: SignInPageProps) {
  return (
    <Box component="main" className={classes.page}>
      <Paper withBorder p="xl" radius="lg" className={classes.card}>
        <Brand onStart={onStart} />
        <Title order={1} mt="lg">
          {words.account.heading}
        </Title>
        <Text c="dimmed" mt={4} mb="lg">
          {words.account.intro}
        </Text>
        <SignInForm onSignIn={onSignIn} />
      </Paper>
    </Box>
  );
}
