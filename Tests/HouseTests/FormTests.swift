import Testing

@Suite("Form")
struct FormTests {
    private func file(_ source: String, name: String = "Sources/High/A.swift") -> SourceFile {
        SourceFile(path: name, source: source)
    }

    @Test("Long files and wide lines are found")
    func madeUpSizes() {
        let line = String(repeating: "é", count: 120)
        #expect(FormLaws.sizes(file(String(repeating: line + "\n", count: 800))) == [])
        #expect(FormLaws.sizes(file(String(repeating: "\n", count: 801))) == ["Sources/High/A.swift: 801 lines"])
        #expect(FormLaws.widths(file(line + "\n" + line + "x")) == ["Sources/High/A.swift:2: 121 columns"])
        #expect(FormLaws.widths(file("// " + line + "12345678")) == ["Sources/High/A.swift:1: 131 columns"])
        #expect(FormLaws.widths(file(line + "x", name: "Sources/High/Generated/A.swift")) == [])
    }

    @Test("A file that is not named for a type in it is found")
    func madeUpNames() {
        #expect(FormLaws.isNamedForType(file("public final class A {}")))
        #expect(FormLaws.isNamedForType(file("extension A {}", name: "Sources/High/A+More.swift")))
        #expect(FormLaws.isNamedForType(file("extension A.B {}", name: "Sources/High/B+More.swift")))
        #expect(FormLaws.isNamedForType(file("struct Signal {}", name: "Sources/High/Signals.swift")))
        #expect(FormLaws.isNamedForType(file("run()", name: "Sources/High/main.swift")))
        #expect(!FormLaws.isNamedForType(file("struct B {} // struct A")))
        #expect(!FormLaws.isNamedForType(file("extension Array {}")))
    }

    @Test("A type named as a room is found")
    func madeUpTypes() {
        func types(_ source: String) -> [String] { FormLaws.typesNamedAsRooms(file(source), rooms: ["Low", "High"]) }
        #expect(types("\nstruct High {}") == ["Sources/High/A.swift:2: High"])
        #expect(types("public typealias Low = Int") == ["Sources/High/A.swift:1: Low"])
        #expect(types("// struct High\nextension High.A {}\nlet a = High.self") == [])
    }

    @Test("What does not belong at the top, and rooms without tests, are found")
    func madeUpFolders() {
        #expect(FormLaws.strangers([".build-x", "Package.swift", "notes.md", "Sources"]) == ["notes.md"])
        let files = ["ATests": ["X.swift"], "BTests": ["Placeholder.swift"], "DTests": ["Y.swift"]]
        #expect(
            FormLaws.untested(rooms: ["A", "B", "C", "D", "CLinux"], testTargets: ["ATests", "BTests"]) {
                files[$0, default: []]
            } == ["B has no tests", "C has no tests", "DTests is no target"])
    }

    @Test("No file has more than 800 lines, no source lines of more than 120 columns")
    func sizes() {
        #expect((Repository.sources + Repository.tests).flatMap(FormLaws.sizes) == [])
        #expect(Repository.sources.flatMap(FormLaws.widths) == [])
    }

    @Test("Each source is named for a type in it")
    func names() {
        #expect(Repository.sources.filter { !FormLaws.isNamedForType($0) }.map(\.path) == [])
    }

    @Test("No type has the name of a room")
    func types() {
        let rooms = Set(Repository.plan.floors.keys)
        #expect(Repository.sources.flatMap { FormLaws.typesNamedAsRooms($0, rooms: rooms) } == [])
    }

    @Test("The top of the repository holds what belongs there")
    func top() {
        let names = Repository.names()
        #expect(names.contains("Package.swift") && FormLaws.strangers(names) == [])
    }

    @Test("Each room has tests that mirror it")
    func mirrors() {
        let untested = FormLaws.untested(
            rooms: Repository.names(in: "Sources"), testTargets: Array(Repository.manifest.tests.keys)
        ) { Repository.names(in: "Tests/\($0)") }
        #expect(untested == [])
    }
}
