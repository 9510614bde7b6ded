import Configuration
import Testing

/// One edit in a configuration that was right.
private struct Mutation {
    enum Kind {
        case key, type, enumeration
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

    @Test("A thousand one-edit mutations are each reported at their line and column", arguments: 0..<10)
    func mutations(_ seed: Int) throws {
        let files = TestFiles.configurations()
        try #require(!files.isEmpty)
        let known = MutationTests.allFieldNames
        let reader = ConfigurationReader()
        var numbers = SeededNumbers(seed: UInt64(seed) &* 7919 &+ 1)
        var count = 0
        while count < 100 {
            let (name, bytes) = files[Int.random(in: 0..<files.count, using: &numbers)]
            guard let mutation = mutate(bytes, &numbers, known) else { continue }
            count += 1
            let complaints = reader.bootstrap(mutation.text, file: name).complaints
            let place = place(of: mutation.offset, in: mutation.text)
            let what =
                "\(name): \(mutation.original) became \(mutation.written)\n"
                + complaints.map(\.text).joined(separator: "\n")
            let found = complaints.first { $0.line == place.line && $0.column == place.column }
            #expect(found != nil, "\(what)")
            switch mutation.kind {
            case .key:
                #expect(found?.kind == .unknownField && found?.suggestion == mutation.original, "\(what)")
                #expect(complaints.count == 1, "\(what)")
            case .enumeration:
                #expect(found?.kind == .wrongValue && found?.suggestion == mutation.original, "\(what)")
            case .type:
                #expect(found?.kind == .wrongValue, "\(what)")
            }
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
        var keys: [JSONNode] = []
        var values: [JSONNode] = []
        collect(document.root, &keys, &values)
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0..<5:
            // Keys with dots name filters, which may be called anything.
            guard let key = keys.randomElement(using: &numbers), let name = key.string, !name.contains(".") else {
                return nil
            }
            let edited = edit(name, &numbers)
            if known.contains(edited) { return nil }
            return splice(bytes, key, "\"\(edited)\"", .key, original: name)
        case 5..<8:
            guard let value = values.randomElement(using: &numbers) else { return nil }
            let other = value.kind == .bool ? "5" : "true"
            return splice(
                bytes, value, other, .type, original: String(decoding: value.sourceBytes.prefix(40), as: UTF8.self))
        default:
            let names = values.filter { node in
                guard let text = node.string, text.utf8.count >= 3 else { return false }
                return text.utf8.allSatisfy {
                    ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) || $0 == UInt8(ascii: "_")
                }
            }
            guard let value = names.randomElement(using: &numbers), let name = value.string else { return nil }
            let edited = edit(name, &numbers)
            if edited.lowercased() == name.lowercased() { return nil }
            return splice(bytes, value, "\"\(edited)\"", .enumeration, original: name)
        }
    }

    private func collect(_ node: JSONNode, _ keys: inout [JSONNode], _ values: inout [JSONNode]) {
        for element in node.elements {
            values.append(element)
            collect(element, &keys, &values)
        }
        var members: [(JSONNode, JSONNode)] = []
        node.forEachMember { members.append(($0, $1)) }
        for (key, value) in members {
            keys.append(key)
            values.append(value)
            collect(value, &keys, &values)
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
