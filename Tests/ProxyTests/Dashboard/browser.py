#!/usr/bin/env python3
"""Drives a headless Chromium through a file of steps and tells what came of them.

    browser.py CHROMIUM URL STEPS DIRECTORY

STEPS is a JSON list of objects with one member: `until` (a script that becomes true), `do` (a script whose value is told),
`key` (a key that is pressed and released), `dark` (whether the browser prefers dark pages), `width` (of the window) or
`shot` (the name of a picture). Writes a JSON object: `values` (one for each step, up to an `until` that did
not become true in a minute),
`problems` (errors of scripts, the console, the network and the page's policy) and `requests` (the URLs that were asked
for). Pictures are written to DIRECTORY.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import time

import websockets

PATIENCE = 60.0
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-extensions",
    "--disable-default-apps", "--disable-breakpad", "--mute-audio", "--remote-debugging-port=0", "--window-size=1400,900",
    # Nothing but this machine can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "about:blank",
]


class Page:
    def __init__(self, socket):
        self.socket = socket
        self.number = 0
        self.waiting = {}
        self.problems = []
        self.requests = []
        self.reader = asyncio.create_task(self.read())

    async def read(self):
        async for text in self.socket:
            message = json.loads(text)
            if "id" in message:
                self.waiting.pop(message["id"]).set_result(message)
            else:
                self.note(message["method"], message["params"])

    def note(self, method, event):
        if method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            details = event["exceptionDetails"]
            self.problems.append("exception: " + details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and event["type"] in ("error", "warning", "assert"):
            self.problems.append("console: " + str([part.get("value", part.get("description")) for part in event["args"]]))
        elif method == "Log.entryAdded" and event["entry"]["level"] in ("error", "warning"):
            self.problems.append("log: " + event["entry"]["text"] + " " + event["entry"].get("url", ""))
        elif method == "Audits.issueAdded":
            issue = event["issue"]
            if issue["code"] == "ContentSecurityPolicyIssue":
                self.problems.append("policy: " + json.dumps(issue["details"])[:500])

    async def ask(self, method, **parameters):
        self.number += 1
        answer = asyncio.get_running_loop().create_future()
        self.waiting[self.number] = answer
        await self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        message = await asyncio.wait_for(answer, PATIENCE)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    async def value(self, script):
        answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            return {"exception": answer["exceptionDetails"].get("exception", {}).get("description", "?")}
        return answer["result"].get("value")

    async def run(self, step, directory):
        (kind, what), = step.items()
        if kind == "do":
            return await self.value(what)
        if kind == "until":
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                if await self.value(f"Boolean({what})") is True:
                    return True
                await asyncio.sleep(0.05)
            return False
        if kind == "key":
            await self.ask("Input.dispatchKeyEvent", type="keyDown", key=what, text=what if len(what) == 1 else "")
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=what)
            return True
        if kind == "dark":
            feature = {"name": "prefers-color-scheme", "value": "dark" if what else "light"}
            await self.ask("Emulation.setEmulatedMedia", features=[feature])
            return True
        if kind == "width":
            await self.ask(
                "Emulation.setDeviceMetricsOverride", width=what, height=900, deviceScaleFactor=1, mobile=False)
            return True
        if kind == "shot":
            picture = base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])
            with open(os.path.join(directory, what + ".png"), "wb") as file:
                file.write(picture)
            return len(picture)
        raise ValueError(kind)


def wait_for_port(profile, process):
    path = os.path.join(profile, "DevToolsActivePort")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with open(path) as file:
                lines = file.read().split()
            if len(lines) == 2:
                return int(lines[0])
        except (FileNotFoundError, ValueError):
            pass
        time.sleep(0.02)
    raise RuntimeError("the browser does not start")


async def drive(port, url, steps, directory):
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE) as answer:
        target = next(each for each in json.load(answer) if each["type"] == "page")
    async with websockets.connect(target["webSocketDebuggerUrl"], max_size=64 << 20) as socket:
        page = Page(socket)
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            await page.ask(domain + ".enable")
        await page.ask("Page.navigate", url=url)
        values = []
        for step in steps:
            values.append(await page.run(step, directory))
            # What comes behind builds on it.
            if "until" in step and not values[-1]:
                break
        page.reader.cancel()
        return {"values": values, "problems": page.problems, "requests": page.requests}


def main():
    chromium, url, steps, directory = sys.argv[1:]
    with open(steps) as file:
        steps = json.load(file)
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as profile:
        with open(os.path.join(directory, "browser.log"), "wb") as log:
            process = subprocess.Popen([chromium, f"--user-data-dir={profile}", *FLAGS], stdout=log, stderr=log)
        try:
            print(json.dumps(asyncio.run(drive(wait_for_port(profile, process), url, steps, directory))))
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


main()
