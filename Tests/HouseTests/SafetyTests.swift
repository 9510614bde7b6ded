import Testing

@Suite("Safety")
struct SafetyTests {
    private func file(_ source: String, in room: String = "High") -> SourceFile {
        SourceFile(path: "Sources/\(room)/A.swift", source: source)
    }

    @Test("Unsafe code is found; comments and literals are none")
    func madeUpUnsafe() {
        func lines(_ source: String, in room: String = "High") -> [String] {
            SafetyLaws.unsafeLines(file(source, in: room), allowed: ["Low"])
        }
        let place = ["Sources/High/A.swift:1"]
        #expect(lines("let a = unsafe b[0]") == place)
        #expect(lines("let a = unsafe b[0]", in: "Low") == [])
        #expect(lines("@unsafe func a() {}") == place)
        #expect(lines("var a: UnsafeRawPointer? = nil") == place)
        #expect(lines("a.withUnsafeBufferPointer(b)") == place)
        #expect(lines("unowned(unsafe) let a: A") == place)
        #expect(lines("let a = \"\\(unsafe b)\"") == place)
        #expect(lines("let a = #\"\\(unsafe b)\"#; // unsafe\n/* unsafe /* unsafe */ unsafe */ let b = 1") == [])
        #expect(lines("let a = \"unsafe\", b = \"\"\"\n unsafe \" unsafe\n \"\"\"") == [])
        #expect(lines("let a = \"\\\" unsafe\"; case passthroughUnsafeScheme") == [])
        #expect(lines("let a = \"\" + unsafe(b)") == place)
    }

    @Test("An unchecked promise without a guard is found")
    func madeUpUnchecked() {
        func lines(_ source: String) -> [String] { SafetyLaws.unguardedLines(file(source)) }
        #expect(lines("final class A: @unchecked Sendable {}") == ["Sources/High/A.swift:1"])
        #expect(lines("// Guard: a lock.\n\nfinal class A: @unchecked Sendable {}") == ["Sources/High/A.swift:3"])
        #expect(lines("let a = \"Guarded\"\nnonisolated(unsafe) var b = 1") == ["Sources/High/A.swift:2"])
        #expect(lines("var a = 1  // Guard: b.\nnonisolated(unsafe) var b = 1") == ["Sources/High/A.swift:2"])
        #expect(lines("// Guard: a lock.\nfinal class A: @unchecked Sendable {}") == [])
        #expect(lines("final class A: @unchecked Sendable {}  // Guarded by a lock.") == [])
        #expect(lines("// A: @unchecked Sendable") == [])
    }

    @Test("What stops the process or promises work is found")
    func madeUpForbidden() {
        func lines(_ source: String) -> Int { SafetyLaws.forbiddenLines(file(source)).count }
        for source in ["fatalError()", "try! a()", "let a = b as! C"] { #expect(lines(source) == 1) }
        for source in ["\"fatalError( try! as!\"", "// fatalError() try! as!", "try? a() as? B"] {
            #expect(lines(source) == 0)
        }
        for word in SafetyLaws.forbiddenWords {
            #expect(lines("// \(word): more") == 1 && lines("/* a\n\(word) */") == 1 && lines("/// \(word)") == 1)
            #expect(lines("let a = \"\(word)\", b = \(word)") == 0 && lines("// \(word.lowercased())") == 0)
        }
    }

    @Test("A test that sleeps is found")
    func madeUpSleeps() {
        func lines(_ source: String) -> Int { SafetyLaws.sleepingLines(file(source)).count }
        for source in ["usleep(1000)", "try await Task.sleep(for: .seconds(1))", "Thread.sleep(1)", "a(); sleep(1)"] {
            #expect(lines(source) == 1)
        }
        for source in ["// sleep(1)", "\"sleep(1)\"", "func oversleep() {}", "wait(sleep)"] {
            #expect(lines(source) == 0)
        }
    }

    @Test("Code is told from comments and literals in every source: its brackets match")
    func brackets() {
        for file in Repository.sources + Repository.tests {
            for (open, close) in [("{", "}"), ("(", ")"), ("[", "]")] {
                let counts = file.text.code.reduce(into: (opened: 0, closed: 0)) { counts, line in
                    for byte in line.utf8 {
                        if byte == open.utf8.first { counts.opened += 1 }
                        if byte == close.utf8.first { counts.closed += 1 }
                    }
                }
                #expect(counts.opened == counts.closed, "\(file.path): \(open)")
            }
        }
    }

    @Test("No test sleeps")
    func sleeps() {
        #expect(Repository.tests.flatMap(SafetyLaws.sleepingLines) == [])
    }

    @Test("Unsafe code stands only in the rooms that ARCHITECTURE.md names")
    func unsafeRooms() {
        #expect(Repository.sources.flatMap { SafetyLaws.unsafeLines($0, allowed: Repository.plan.unsafeRooms) } == [])
    }

    @Test("Each unchecked promise names its guard")
    func guards() {
        #expect(Repository.sources.flatMap(SafetyLaws.unguardedLines) == [])
    }

    @Test("Nothing stops the process on what it does not expect, and no work is promised")
    func forbidden() {
        #expect(Repository.sources.flatMap(SafetyLaws.forbiddenLines) == [])
    }
}
