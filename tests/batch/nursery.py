"""Loads everything once, then forks a child for every run it is asked for: runs to kill, without the start-up time.

Reads one JSON object of `equipoise.score` arguments a line; answers "pid", then the child's exit code.
"""

import json
import os
import sys


def main():
    import equipoise

    equipoise.score([{"text": "Moscow thanked New Delhi."}], model="fast", workers=1)
    print("ready", flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        die_at = task.pop("die_at", None)
        pid = os.fork()
        if pid == 0:
            if die_at is not None:
                _die_at_rename(die_at)
            try:
                equipoise.score(**task, model="fast", workers=1)
                os._exit(0)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(3)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _die_at_rename(number):
    """Kill this process before rename `number` (even) or just after it (odd), counted from 0 in halves."""
    rename, seen = os.replace, [0]

    def replace(*args):
        if seen[0] == number:
            os.kill(os.getpid(), 9)
        rename(*args)
        if seen[0] + 1 == number:
            os.kill(os.getpid(), 9)
        seen[0] += 2

    os.replace = replace


main()
