"""A session of two notes: the smallest work that can be typed, lost and merged."""

import json
import time
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.person import EXPECT_TIMEOUT_MS, Person

SERVICE_HEADERS: Final = {"X-Benchdog-Client": "browser", "X-Benchdog-Device": "another laptop"}
SAVES: Final = "**/persistence/sessions/*"

READ_DRAFTS: Final = """
async () => {
  const answered = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await answered(indexedDB.open("benchdog-drafts"));
  const store = (name) => database.transaction(name).objectStore(name);
  const newest = new Map();
  for (const record of await answered(store("drafts").getAll())) {
    const known = newest.get(record.draftId);
    if (!known || known.sequence < record.sequence) newest.set(record.draftId, record);
  }
  const texts = [];
  for (const { draftId, userId, schemaVersion, iv, cipherText } of newest.values()) {
    const key = await answered(store("keys").get(userId));
    const additionalData = new TextEncoder().encode(JSON.stringify([draftId, userId, schemaVersion]));
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, cipherText);
    const header = new DataView(bytes).getUint32(0);
    texts.push(new TextDecoder().decode(bytes.slice(4 + header)));
  }
  database.close();
  return texts;
}
"""
"""Reads the drafts of this device as they are stored, with nothing of the application's own code."""


def notes_content(left: str, right: str, data_set: str | None = None) -> dict[str, Any]:
    """`workbench/1` with two notes beside each other, and a CSV that neither of them shows."""

    def module(key: str, title: str, text: str) -> dict[str, Any]:
        settings = json.dumps({"text": text}, ensure_ascii=False)
        state = {"settings": settings, "view": "{}"}
        return {"id": key, "name": "notes", "title": title, "serialized_state": state}

    layout = [
        {"module_id": "left", "x": 0, "y": 0, "w": 6, "h": 8},
        {"module_id": "right", "x": 6, "y": 0, "w": 6, "h": 8},
    ]
    return {
        "schema": "workbench/1",
        "active_dashboard_id": "board",
        "dashboards": [{"id": "board", "title": "Board", "layout": layout}],
        "module_instances": [module("left", "Left", left), module("right", "Right", right)],
        "data_sets": [] if data_set is None else [own_csv(data_set)],
    }


def own_csv(text: str) -> dict[str, Any]:
    return {"id": "own", "name": "Own", "source": {"kind": "csv", "file_name": "own.csv", "text": text}}


class NotesDesk:
    """One person's session, saved once, and open in `page`."""

    def __init__(self, person: Person, data_set: str | None = None) -> None:
        self._requests = person.context.request
        self._person = person
        self._ok(self._requests.post("/auth/sign-in", data={"name": person.name}, headers=SERVICE_HEADERS))
        body = {"title": "Two notes", "content": notes_content("left one", "right one", data_set)}
        created = self._ok(self._requests.post("/persistence/sessions", data=body, headers=SERVICE_HEADERS))
        self.session_id: str = created["id"]
        self.page = self.another_tab()

    @property
    def save_state(self) -> Locator:
        return self.page.get_by_role("status", name="Save state")

    def another_tab(self) -> Page:
        page = self._person.tab(f"/?session={self.session_id}")
        expect(self.note(page, "Left")).to_be_visible(timeout=2 * EXPECT_TIMEOUT_MS)
        return page

    def note(self, page: Page, title: str) -> Locator:
        return page.get_by_role("textbox", name=f"Text of {title}")

    def crash(self) -> None:
        self._person.crash(self.page)

    def forget_sign_in(self) -> None:
        self._person.forget_sign_in()

    def write(self, text: str, title: str = "Left") -> None:
        self.note(self.page, title).fill(text)

    def press_save(self) -> None:
        self.page.keyboard.press("Control+s")

    def expect_kept(self, text: str) -> None:
        """[B1] [B2] Nothing typed is missing from the server and the drafts of this device together."""
        end = time.monotonic() + EXPECT_TIMEOUT_MS / 1000
        while not any(text in draft for draft in self.drafts()) and text not in self.on_server():
            assert time.monotonic() < end, f"{text!r} is neither on the server nor in a draft"
            self.page.wait_for_timeout(50)  # another process works, which no injected clock reaches

    def expect_drafted(self, text: str) -> None:
        """[B2] For while the server cannot be asked."""
        end = time.monotonic() + EXPECT_TIMEOUT_MS / 1000
        while not any(text in draft for draft in self.drafts()):
            assert time.monotonic() < end, f"{text!r} is in no draft"
            self.page.wait_for_timeout(50)  # another process works, which no injected clock reaches

    def drafts(self) -> list[str]:
        """The content of every draft of this device."""
        texts: list[str] = self.page.evaluate(READ_DRAFTS)
        return texts

    def on_server(self) -> str:
        """The saved content as one text."""
        read = self._ok(self._requests.get(f"/persistence/sessions/{self.session_id}"))
        return json.dumps(read["content"], ensure_ascii=False)

    def version(self) -> int:
        """How many saved states there were."""
        metadata = self._ok(self._requests.get(f"/persistence/sessions/{self.session_id}/metadata"))
        version: int = metadata["version"]
        return version

    def save_elsewhere(self, left: str, right: str) -> None:
        """Another device saves on top of what is there."""
        address = f"/persistence/sessions/{self.session_id}"
        current = self._ok(self._requests.get(f"{address}/metadata"))
        body = {
            "title": current["title"],
            "description": current["description"],
            "tags": current["tags"],
            "content": notes_content(left, right),
        }
        headers = SERVICE_HEADERS | {"If-Match": current["etag"]}
        self._ok(self._requests.put(address, data=body, headers=headers))

    def _ok(self, answer: Any) -> Any:
        assert answer.ok, answer.text()
        return answer.json()
