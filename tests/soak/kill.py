# SPDX-License-Identifier: MIT
"""Killed at random moments of typing: every accepted change is there, what is half-typed is at most a second old.

usage: kill.py [TIMES [SEED]]

Each life of the program opens what the one before left, in a real terminal.  A change counts as accepted once the
program has said that everything is stored.  Half of the lives end while text is in the editor."""
import multiprocessing
import os
import random
import shutil
import sys
import time

from harness import *
from screen import Late, Screen

TIMES, SEED = options(48)
WORKERS = 8
# Lives on one store; then cells have become long and a new one begins.
GENERATION = 20
DONE, UNDONE, REDONE = range(3)
STORED = "Everything accepted is already stored."
OFFERED = "was being typed when the program ended"
UNDO, REDO, SAVE = "\x1a", "\x19", "\x13"
MOVES = ["\x1b[1;5H", "\x1b[1;5H", "\t", "\x1bOB", "\x1bOA", "\x1b[Z"]
SIGNS = "甲乙丙丁戊己庚辛壬癸"


class Model:
    """What the log must say: what was there at the start, then the steps that were asked for, in this order."""

    def __init__(self, log):
        self.done, self.undone = [], []
        self.asked, self.sure = [], 0
        for kind, old, new in log:
            self.play(kind, new if kind != UNDONE else old)

    def play(self, kind, text):
        if kind == DONE:
            self.done.append(text)
            self.undone = []
        elif kind == UNDONE:
            self.undone.append(self.done.pop())
        else:
            self.done.append(self.undone.pop())

    def ask(self, kind, text=None):
        text = text or (self.done if kind == UNDONE else self.undone)[-1]
        self.asked.append((kind, text))
        self.play(kind, text)

    def problems(self, new):
        for (kind, text), (was, old, now) in zip(self.asked, new):
            # A long cell keeps what it had before the text.
            if kind != was or not (old if kind == UNDONE else now).endswith(text):
                yield f"asked for {kind} {text!r}, the log has {was} {old[-60:]!r} {now[-60:]!r}"
        if len(new) > len(self.asked):
            yield f"nobody asked for {new[len(self.asked):]}"
        if len(new) < self.sure:
            yield f"LOST: {self.asked[len(new):self.sure]} were accepted"


def read(store):
    """The log and the draft; steps that the test did not make have kinds of their own."""
    db = sqlite3.connect(store)
    log = db.execute("select s.kind, coalesce(c.old, ''), coalesce(c.new, '') from step s join change c"
        " on c.entry = s.entry and c.step = s.id and c.number = (select min(number) from change"
        " where entry = s.entry and step = s.id) where s.kind < 3 order by s.id").fetchall()
    cells = db.execute("select c.name, c.new from step s join change c on c.entry = s.entry and c.step = s.id"
        " order by s.id desc limit 1").fetchone()
    draft = db.execute("select cell, text from draft").fetchone()
    db.close()
    return log, draft, cells


class Worker:
    def __init__(self, folder, seed):
        self.seed = seed
        self.random = random.Random(seed)
        self.folder = folder
        self.store = folder + "/ziping.db"
        self.count = 0
        self.oldest = self.latest = 0.0
        self.kept = self.steps = self.offers = 0

    def begin(self):
        for name in os.listdir(self.folder):
            if name.startswith("ziping.db"):
                os.unlink(f"{self.folder}/{name}")
        run = ziping(self.store, "import", EXAMPLE)
        assert run.returncode == 0, run.stderr

    # --- keys ---

    def phrase(self, length):
        """Never the same twice, and never a number."""
        self.count += 1
        number = "".join(SIGNS[int(d)] for d in str(self.count))
        return "".join(self.random.choice("编制工作经费已按期完成预算执行") for _ in range(length)) + "第" + number

    def stored(self):
        return STORED in self.screen.line(self.screen.rows - 1)

    def typing(self):
        return self.screen.line(self.screen.rows - 2).endswith("typing")

    def make_sure(self):
        self.screen.until(lambda: not self.stored())
        asked = len(self.model.asked)
        self.screen.send(SAVE)
        self.screen.until(self.stored)
        self.model.sure = asked

    def begin_typing(self, text):
        """False: nothing can be typed there."""
        self.screen.send(text)
        self.screen.until(lambda: self.typing() or self.screen.shows("is computed"))
        return self.typing()

    def change(self):
        text = self.phrase(self.random.randrange(6))
        if not self.begin_typing(text[:1]):
            self.screen.send("\r")
            return
        self.screen.send(text[1:])
        self.model.ask(DONE, text)
        self.screen.send("\r")
        self.screen.until(lambda: not self.typing())

    def act(self):
        what = self.random.random()
        if what < 0.15 and self.model.done:
            self.model.ask(UNDONE)
            self.screen.send(UNDO)
        elif what < 0.25 and self.model.undone:
            self.model.ask(REDONE)
            self.screen.send(REDO)
        elif what < 0.35:
            self.screen.send(self.random.choice(MOVES))
        else:
            self.change()
        if self.random.random() < 0.7:
            self.make_sure()

    def forget_given_back(self):
        """What Esc gave back Ctrl+Y would put in again, until something is undone."""
        if self.model.done:
            self.model.ask(UNDONE)
        self.screen.send(UNDO)
        if self.model.undone:
            self.model.ask(REDONE)
            self.screen.send(REDO)

    def answer_offer(self, draft):
        self.screen.until(lambda: self.screen.shows(OFFERED))
        self.offers += 1
        if self.random.random() < 0.5:
            self.model.ask(DONE, draft[1])
            self.accepted = draft[0]
            self.screen.send("\r")
            self.screen.until(lambda: not self.typing())
        else:
            self.screen.send("\x1b")
            self.screen.until(lambda: not self.typing())
            self.forget_given_back()
        self.make_sure()

    def type_on(self):
        """A text that nobody accepts."""
        text = self.phrase(40)
        while not self.begin_typing(text[0]):
            self.screen.send("\r")
        now = time.monotonic()
        self.screen.deadline = now + self.random.uniform(0.02, 1.8)
        self.typed = [(now, text[0])]
        for c in text[1:]:
            self.screen.wait(self.random.uniform(0.01, 0.08))
            now = time.monotonic()
            self.screen.send(c)
            self.screen.pump(20)
            self.typed.append((time.monotonic(), c))
            self.late = max(self.late, time.monotonic() - now)
        self.screen.wait(60)

    # --- a life ---

    def live(self, typing, draft):
        self.typed, self.accepted, self.late = [], None, 0.0
        self.screen = Screen([PROGRAM, "--store", self.store, "edit", "1"])
        if not typing:
            self.screen.deadline = time.monotonic() + self.random.uniform(0, 0.3)
        self.screen.until(lambda: self.screen.shows("F1") or self.typing())
        if draft:
            self.answer_offer(draft)
        if typing:
            for _ in range(self.random.randrange(3)):
                self.act()
            self.type_on()
        while True:
            self.act()

    def check_draft(self, draft, before, moment):
        text = "".join(c for _, c in self.typed)
        if not text:
            if draft and draft != before:
                yield f"a draft from nowhere: {draft}"
            return
        kept = max(n for n in range(len(text) + 1) if not n or (draft and draft[1].endswith(text[:n])))
        self.kept += kept
        if kept < len(text):
            age = moment - self.typed[kept][0]
            self.oldest = max(self.oldest, age)
            self.latest = max(self.latest, self.late)
            # On a busy machine the second is as late as keys are.
            if age > 1.05 + 2 * self.late:
                yield f"LOST: {text[kept:]!r}, shown {age:.3f} s before, keys were shown after {self.late:.3f} s"

    def look(self, log, draft, moment):
        """At a copy, so that nothing has been repaired when the program itself comes."""
        looked = self.folder + "/looked"
        shutil.rmtree(looked, ignore_errors=True)
        os.mkdir(looked)
        for name in os.listdir(self.folder):
            if name.startswith("ziping.db") and not name.endswith("-shm"):
                shutil.copy(f"{self.folder}/{name}", looked)
        yield from sound(looked + "/ziping.db")
        new, left, last = read(looked + "/ziping.db")
        if new[:len(log)] != log:
            yield "LOST: steps of an earlier life"
        new = new[len(log):]
        self.steps += len(new)
        yield from self.model.problems(new)
        if self.accepted and len(new) == 1 and last[0] != self.accepted.split("].")[-1] and "[" not in self.accepted:
            yield f"the draft of {self.accepted} was accepted into {last}"
        yield from self.check_draft(left, draft, moment)
        yield from check_store(self.store)

    def run(self, times):
        problems = []
        for life in range(times):
            if life % GENERATION == 0:
                self.begin()
            log, draft, _ = read(self.store)
            self.model = Model(log)
            try:
                self.live(life % 2 == 1, draft)
            except Late:
                pass
            except (TimeoutError, EOFError) as e:
                problems.append(f"{type(e).__name__}:\n{e}")
            moment = self.screen.kill()
            problems += self.look(log, draft, moment)
            if problems:
                return [f"seed {self.seed}, life {life}: {p}" for p in problems]
        return problems


def work(job):
    seed, times = job
    with Scratch() as folder:
        worker = Worker(folder, seed)
        problems = worker.run(times)
        return problems, worker.steps, worker.kept, worker.offers, worker.oldest, worker.latest


def main():
    tap = Tap()
    seed = SEED if SEED is not None else int.from_bytes(os.urandom(4), "big")
    workers = min(WORKERS, TIMES)
    jobs = [(seed + i, TIMES // workers + (i < TIMES % workers)) for i in range(workers)]
    begin = time.monotonic()
    with multiprocessing.Pool(workers) as pool:
        results = pool.map(work, jobs, 1)
    steps, kept, offers = (sum(r[i] for r in results) for i in (1, 2, 3))
    oldest, latest = (max(r[i] for r in results) for i in (4, 5))
    tap.case(f"killed {TIMES} times: everything accepted is there, the rest at most a second old",
        [p for r in results for p in r[0]])
    tap.case("and there was something to lose", [] if steps > TIMES and kept and offers else [f"{steps} {kept} {offers}"])
    print(f"# seed {seed}: {steps} steps, {kept} signs in drafts, {offers} times a draft was offered again; the oldest "
        f"text lost was shown {oldest:.3f} s before, the slowest key after {latest:.3f} s; {time.monotonic() - begin:.1f} s")
    tap.finish()


main()
