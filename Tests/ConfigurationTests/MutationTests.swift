import Configuration
import Testing

/// One edit in a configuration that was right.
private struct Mutation {
    enum Kind {
        /// A key that no message has.
        case key
        /// A value of another type.
        case type
        /// A name that the enumeration does not have.
        case enumeration
        /// A type that Envoy does not know.
        case extensionType
    }

    let kind: Kind
    let text: [UInt8]
    /// Where the edited key or value begins.
    let offset: Int
    /// What stood there.
    let original: String
    let written: String
}

@Suite("Mutations")
struct MutationTests {
    @Test("The configurations of the project are right")
    func files() {
        let files = TestFiles.configurations()
        #expect(files.count >= 2)
        for (name, bytes) in files {
            #expect(ConfigurationReader().bootstrap(bytes, file: name).complaints.map(\.text) == [])
        }
    }

    @Test(
        "A thousand one-edit mutations of each are reported, each alone and where it stands",
        arguments: TestFiles.configurations().map(\.name), 0..<10)
    func mutations(_ name: String, _ seed: Int) throws {
        let bytes = try #require(TestFiles.configurations().first { $0.name == name }).bytes
        let known = MutationTests.allFieldNames
        let reader = ConfigurationReader()
        var numbers = SeededNumbers(seed: UInt64(seed) &* 7919 &+ 1)
        var counts: [Mutation.Kind: Int] = [:]
        while counts.values.reduce(0, +) < 100 {
            guard let mutation = mutate(bytes, &numbers, known) else { continue }
            counts[mutation.kind, default: 0] += 1
            let complaints = reader.bootstrap(mutation.text, file: name).complaints
            let place = place(of: mutation.offset, in: mutation.text)
            let what: Comment =
                "\(mutation.original) became \(mutation.written)\n\(complaints.map(\.text).joined(separator: "\n"))"
            #expect(complaints.count == 1, what)
            let found = complaints.first
            #expect(found?.file == name && found?.line == place.line && found?.column == place.column, what)
            switch mutation.kind {
            case .key: #expect(found?.kind == .unknownField && found?.suggestion == mutation.original, what)
            case .enumeration, .extensionType:
                #expect(found?.kind == .wrongValue && found?.suggestion == mutation.original, what)
            case .type: #expect(found?.kind == .wrongValue, what)
            }
        }
        for kind in [Mutation.Kind.key, .type, .enumeration, .extensionType] {
            #expect(counts[kind, default: 0] >= 5, "\(kind) is tried too seldom")
        }
    }

    /// Every name that is some message's field: an edit that ends at one of them may be no mistake.
    private static let allFieldNames: Set<String> = {
        let catalogue = EnvoyCatalogue()
        var names: Set<String> = ["@type"]
        for message in catalogue.messageNames {
            for field in catalogue.message(message)?.fields ?? [] { names.formUnion([field.name, field.jsonName]) }
        }
        return names
    }()

    private func mutate(_ bytes: [UInt8], _ numbers: inout SeededNumbers, _ known: Set<String>) -> Mutation? {
        guard let document = try? JSONReader().read(bytes, file: "m").get() else { return nil }
        var members: [(key: JSONNode, value: JSONNode)] = []
        var values: [JSONNode] = []
        collect(document.root, &members, &values)
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0..<4:
            // Keys with dots name filters, which may be called anything.
            guard let key = members.randomElement(using: &numbers)?.key, let name = key.string, !name.contains(".")
            else { return nil }
            let edited = edit(name, &numbers)
            if known.contains(edited) { return nil }
            return splice(bytes, key, "\"\(edited)\"", .key, original: name)
        case 4..<7:
            guard let value = values.randomElement(using: &numbers),
                let other = otherTypes(than: value).randomElement(using: &numbers)
            else { return nil }
            return splice(
                bytes, value, other, .type, original: String(decoding: value.sourceBytes.prefix(40), as: UTF8.self))
        case 7..<9:
            guard let value = values.filter(isEnumeration).randomElement(using: &numbers), let name = value.string
            else { return nil }
            let edited = edit(name, &numbers)
            if edited.lowercased() == name.lowercased() { return nil }
            return splice(bytes, value, "\"\(edited)\"", .enumeration, original: name)
        default:
            let types = members.filter { $0.key.string == "@type" }.map(\.value)
            guard let value = types.randomElement(using: &numbers), let url = value.string,
                let slash = url.lastIndex(of: "/")
            else { return nil }
            let name = String(url[url.index(after: slash)...])
            return splice(
                bytes, value, "\"\(url[...slash])\(edit(name, &numbers))\"", .extensionType, original: name)
        }
    }

    /// Values that are wrong wherever this one is right.
    private func otherTypes(than value: JSONNode) -> [String] {
        switch value.kind {
        case .bool: ["5", "\"maybe\"", "[]"]
        case .number: ["true", "\"many\"", "-1", "1.5"]
        case .string: isEnumeration(value) ? ["true", "1.5", "{}"] : ["true", "5"]
        case .object: ["true", "\"text\"", "7"]
        case .array: ["true", "7"]
        case .null: []
        }
    }

    private func isEnumeration(_ value: JSONNode) -> Bool {
        guard let text = value.string, text.utf8.count >= 3 else { return false }
        return text.utf8.allSatisfy {
            ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) || $0 == UInt8(ascii: "_")
        }
    }

    /// Gathers all keys with their values, and all values.
    private func collect(
        _ node: JSONNode, _ members: inout [(key: JSONNode, value: JSONNode)], _ values: inout [JSONNode]
    ) {
        var inside: [(key: JSONNode, value: JSONNode)] = []
        node.forEachMember { inside.append(($0, $1)) }
        members += inside
        for value in node.elements + inside.map(\.value) {
            values.append(value)
            collect(value, &members, &values)
        }
    }

    /// One byte inserted, dropped, replaced, or swapped with its neighbour.
    private func edit(_ name: String, _ numbers: inout SeededNumbers) -> String {
        var text = Array(name.utf8)
        let letter = UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &numbers)
        let place = Int.random(in: 0..<text.count, using: &numbers)
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: text.insert(letter, at: place)
        case 1 where text.count > 1: text.remove(at: place)
        case 2 where place + 1 < text.count && text[place] != text[place + 1]: text.swapAt(place, place + 1)
        default: text[place] = text[place] == letter ? UInt8(ascii: "0") : letter
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func splice(
        _ bytes: [UInt8], _ node: JSONNode, _ new: String, _ kind: Mutation.Kind, original: String
    ) -> Mutation {
        let text = Array(bytes[..<node.offset]) + Array(new.utf8) + Array(bytes[node.endOffset...])
        return Mutation(kind: kind, text: text, offset: node.offset, original: original, written: new)
    }

    /// Lines and columns counted apart from the code under test.
    private func place(of offset: Int, in text: [UInt8]) -> (line: Int, column: Int) {
        let before = String(decoding: text[..<offset], as: UTF8.self).unicodeScalars
        let line = before.count { $0 == "\n" } + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return (line, column)
    }
}
