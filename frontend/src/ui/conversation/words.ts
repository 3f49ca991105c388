/** Every English string of the conversation of a session. */
export const conversationWords = {
  title: "Conversation",
  close: "Close conversation",
  intro: "Messages stay with the session and never change its content. Nobody can edit or remove one.",
  notSaved: "Save this workbench first: a conversation belongs to a saved session.",
  empty: "Nobody has written anything yet.",
  message: "Message",
  placeholder: "Write a message",
  send: "Send",
  sendHint: (modifier: string) => `${modifier}+Enter sends`,
  left: (count: number) => (count >= 0 ? `${count} characters left` : `${-count} characters too many`),
  notSent: (reason: string) => `Not sent. ${reason}`,
  sent: "Message sent",
} as const;
