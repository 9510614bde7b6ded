"""Reads what callgrind dumps: instructions by function, and how often each function was called."""

import collections
import re


class Profile:
    """One dump. Names are as the symbol table has them, without the marks of recursion."""

    def __init__(self, path):
        self.instructions = 0
        self.self_cost = collections.Counter()
        self.calls = collections.Counter()
        #: The program or library that a function is of.
        self.objects = {}
        self._names = {}
        self._objects = {}
        with open(path, errors="replace") as file:
            self._read(file)

    def _read(self, file):
        function = callee = current = None
        inclusive = False
        for line in file:
            if line[0] in "0123456789+-*":
                if inclusive:  # The cost of the call that the last line counted; it is the callee's own.
                    inclusive = False
                    continue
                cost = int(line.split()[1])
                self.self_cost[function] += cost
                self.instructions += cost
            elif line.startswith("ob="):
                current = self._resolve(self._objects, line[3:])
            elif line.startswith("cob="):
                self._resolve(self._objects, line[4:])
            elif line.startswith("fn="):
                function = self._name(line[3:])
                self.objects.setdefault(function, current)
            elif line.startswith("cfn="):
                callee = self._name(line[4:])
            elif line.startswith("calls="):
                self.calls[callee] += int(line[6:].split()[0])
                inclusive = True

    def _name(self, text):
        return re.sub(r"'\d+$", "", self._resolve(self._names, text))

    @staticmethod
    def _resolve(known, text):
        # "(12) name" introduces a number for a name; "(12)" alone repeats it.
        number, name = re.match(r"\((\d+)\)\s*(.*)", text.strip()).groups()
        if name:
            known[number] = name
        return known[number]
