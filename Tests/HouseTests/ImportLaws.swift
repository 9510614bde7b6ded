/// Which room may import which.
enum ImportLaws {
    /// The modules of the toolchain that a room may import; all else must be a room.
    static let systemModules: Set<String> = ["Glibc", "Synchronization"]

    struct Import: Equatable {
        var module: String
        var line: Int
    }

    /// The imports of a source.
    static func imports(_ text: SwiftText) -> [Import] {
        var found: [Import] = []
        for (number, line) in text.code.enumerated() {
            for statement in line.split(separator: ";") {
                let words = statement.words
                guard let at = words.firstIndex(of: "import"), at + 1 < words.count else { continue }
                guard statement.trimmed.hasPrefix("@") || words[..<at].allSatisfy(modifiers.contains) else { continue }
                // `import struct Room.Type` names the room behind the kind.
                let module = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
                found.append(Import(module: module, line: number))
            }
        }
        return found
    }

    private static let modifiers: Set<String> = [
        "public", "package", "internal", "private", "fileprivate",
    ]
    private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

    /// Complaints about the imports of one source.
    static func complaints(_ file: SourceFile, _ plan: HousePlan, _ manifest: PackageManifest) -> [String] {
        imports(file.text).compactMap { found in
            let place = "\(file.place(found.line)): \(found.module)"
            if systemModules.contains(found.module) { return nil }
            guard let floor = plan.floors[found.module] else { return "\(place) is no room" }
            if let own = plan.floors[file.room], floor >= own {
                return "\(place) is not on a lower floor"
            }
            return manifest.rooms[file.room, default: []].contains(found.module) ? nil : "\(place) is not declared"
        }
    }

    /// Complaints about the imports of one source of tests; what lies in no target is built by hand.
    static func testComplaints(_ file: SourceFile, _ manifest: PackageManifest) -> [String] {
        guard let declared = manifest.tests[file.room] else { return [] }
        return imports(file.text).compactMap { found in
            let isKnown = systemModules.contains(found.module) || testModules.contains(found.module)
            return isKnown || declared.contains(found.module)
                ? nil : "\(file.place(found.line)): \(found.module) is not declared"
        }
    }

    /// What tests may import beside.
    private static let testModules: Set<String> = ["Testing", "Foundation"]

    /// Complaints about what Package.swift declares.
    static func complaints(_ manifest: PackageManifest, _ plan: HousePlan) -> [String] {
        var complaints: [String] = []
        for (room, dependencies) in manifest.rooms.sorted(by: { $0.key < $1.key }) {
            guard let floor = plan.floors[room] else { continue }
            for dependency in dependencies {
                guard let below = plan.floors[dependency] else {
                    complaints.append("\(room) depends on \(dependency), which is no room")
                    continue
                }
                if below >= floor { complaints.append("\(room) depends on \(dependency), which is not lower") }
            }
        }
        return complaints
    }

    /// Complaints about the three lists of rooms: table, folders, targets.
    static func complaints(_ plan: HousePlan, folders: [String], _ manifest: PackageManifest) -> [String] {
        let table = Set(plan.floors.keys)
        var complaints: [String] = []
        func compare(_ names: Set<String>, _ what: String) {
            complaints += table.subtracting(names).sorted().map { "\($0) has no \(what)" }
            complaints += names.subtracting(table).sorted().map { "the \(what) \($0) is not in the table" }
        }
        compare(Set(folders), "folder")
        compare(Set(manifest.rooms.keys), "target")
        return complaints
    }
}
