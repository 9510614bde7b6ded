import Testing

@Suite("Imports")
struct ImportTests {
    private static let plan = HousePlan(
        """
        | floor | target | what |
        |---|---|---|
        | 0 | `C` | headers |
        | 1 | `Low` `Beside` | bytes |
        | 2 | `High` | all |

        Laws: `unsafe` stands only in `Low`
        and `C`; no `High`.
        """)
    private static let manifest = PackageManifest(
        """
        func room(_ name: String) -> Target { .target(name: name) }
        let package = Package(
            name: "house", products: [.executable(name: "house", targets: ["High"])],
            targets: [
                .target(name: "C"),
                room("Low", ["C"]),
                room("Beside"),  // "comment"
                .executableTarget(
                    name: "High",
                    dependencies: ["Low", "C"], linkerSettings: [.unsafeFlags(["-s"])]),
                tests("Low", ["Low", "C"]),
            ])
        """)

    private func complaints(_ source: String, in room: String = "High") -> [String] {
        ImportLaws.complaints(
            SourceFile(path: "Sources/\(room)/A.swift", source: source), Self.plan, Self.manifest)
    }

    @Test("The table and the laws are read")
    func reading() {
        #expect(Self.plan.floors == ["C": 0, "Low": 1, "Beside": 1, "High": 2])
        #expect(Self.plan.unsafeRooms == ["Low", "C"])
        #expect(Self.manifest.rooms == ["C": [], "Low": ["C"], "Beside": [], "High": ["Low", "C"]])
        #expect(Self.manifest.tests == ["LowTests": ["Low", "C"]])
        #expect(Repository.plan.floors.count > 15 && Repository.plan.unsafeRooms.count == 7)
        #expect(Repository.sources.count > 200 && Repository.tests.count > 80)
    }

    @Test("What a source may not import is told")
    func madeUp() {
        #expect(complaints("public import Low\ninternal import C; import Glibc\n// import Foundation") == [])
        #expect(complaints("let text = \"\"\"\nimport Foundation\n\"\"\"") == [])
        #expect(complaints("internal import Foundation") == ["Sources/High/A.swift:1: Foundation is no room"])
        #expect(complaints("import struct Dispatch.DispatchTime") == ["Sources/High/A.swift:1: Dispatch is no room"])
        #expect(complaints("@preconcurrency import FoundationEssentials").count == 1)
        #expect(complaints("\nimport Beside") == ["Sources/High/A.swift:2: Beside is not declared"])
        #expect(complaints("import High", in: "Low") == ["Sources/Low/A.swift:1: High is not on a lower floor"])
        #expect(complaints("import Beside", in: "Low") == ["Sources/Low/A.swift:1: Beside is not on a lower floor"])
    }

    @Test("What a test imports without a declaration is told")
    func madeUpTests() {
        func complaints(_ source: String, in folder: String) -> [String] {
            ImportLaws.testComplaints(SourceFile(path: "Tests/\(folder)/A.swift", source: source), Self.manifest)
        }
        #expect(complaints("@testable import Low\nimport Testing\nimport C", in: "LowTests") == [])
        #expect(
            complaints("@testable import High", in: "LowTests") == ["Tests/LowTests/A.swift:1: High is not declared"])
        #expect(complaints("import High", in: "ByHand") == [])
    }

    @Test("What Package.swift may not declare is told")
    func madeUpTargets() {
        let manifest = PackageManifest("targets: [room(\"Low\", [\"High\", \"Beside\", \"X\"]), room(\"New\")]")
        #expect(
            ImportLaws.complaints(manifest, Self.plan) == [
                "Low depends on High, which is not lower", "Low depends on Beside, which is not lower",
                "Low depends on X, which is no room",
            ])
        #expect(
            ImportLaws.complaints(Self.plan, folders: ["C", "Low", "High", "Old"], manifest) == [
                "Beside has no folder", "the folder Old is not in the table", "Beside has no target",
                "C has no target", "High has no target", "the target New is not in the table",
            ])
    }

    @Test("Rooms import rooms of lower floors, as Package.swift declares")
    func imports() {
        #expect(
            Repository.sources.flatMap { ImportLaws.complaints($0, Repository.plan, Repository.manifest) } == [])
        #expect(ImportLaws.complaints(Repository.manifest, Repository.plan) == [])
        #expect(Repository.tests.flatMap { ImportLaws.testComplaints($0, Repository.manifest) } == [])
    }

    @Test("The table, the folders and the targets name the same rooms")
    func rooms() {
        #expect(
            ImportLaws.complaints(Repository.plan, folders: Repository.names(in: "Sources"), Repository.manifest) == [])
    }
}
