import Testing

@testable import Injection

/// The differences of documents.
@Suite struct JSONPatchTests {
    @Test(
        "A difference makes one document of the other",
        arguments: [
            ("{a: 1}", "{a: 1}"), ("{a: 1}", "{a: 2}"), ("{a: 1}", "{b: 1}"), ("{}", "{a: {b: []}}"),
            ("{a: {b: 1, c: 2}}", "{a: {c: 3}}"), ("{a: [1, 2, 3]}", "{a: [0, 1, 2, 3]}"),
            ("{a: [1, 2, 3]}", "{a: [2, 3]}"), ("{a: [1, 2, 3]}", "{a: [1, 9, 3]}"), ("{a: [1, 2]}", "{a: []}"),
            ("{a: [{n: a, x: 1}]}", "{a: [{n: p}, {n: a, x: 2}]}"), ("{a: [{n: p}, {n: a}]}", "{a: [{n: a, b: 1}]}"),
            ("{a/b: 1, c~d: 2}", "{a/b: 2, e/~f: 3}"), ("{a: null}", "{a: {}}"), ("{a: {}}", "{a: null}"),
            ("{a: [[1, 2], [3]]}", "{a: [[1], [3, 4]]}"), ("[1]", "{a: 1}"), ("{a: [1, 1, 1]}", "{a: [1, 1]}"),
        ])
    func differences(before: String, after: String) throws {
        let one = try ManifestReader.read(Array(before.utf8), file: "a").get().documents[0]
        let other = try ManifestReader.read(Array(after.utf8), file: "b").get().documents[0]
        let patch = JSONPatch.difference(from: one, to: other)
        #expect(patch.isEmpty == (one == other))
        #expect(apply(patch, to: one) == other, "\(patch)")
    }

    /// As RFC 6902 has it, of three operations.
    private func apply(_ patch: [ManifestValue], to document: ManifestValue) -> ManifestValue {
        patch.reduce(document) { document, operation in
            let path = (operation["path"]?.string ?? "").split(separator: "/", omittingEmptySubsequences: false)
            let keys = path.dropFirst().map {
                $0.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                    .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
            }
            return changed(document, keys[...], operation["op"]?.string ?? "", operation["value"])
        }
    }

    private func changed(
        _ value: ManifestValue, _ keys: ArraySlice<String>, _ name: String, _ new: ManifestValue?
    ) -> ManifestValue {
        guard let key = keys.first else { return new ?? .null }
        var value = value
        if var list = value.list {
            guard let place = Int(key) else { return value }
            switch (keys.count, name) {
            case (1, "add"): list.insert(new ?? .null, at: place)
            case (1, "remove"): list.remove(at: place)
            default: list[place] = changed(list[place], keys.dropFirst(), name, new)
            }
            return .list(list)
        }
        if keys.count == 1 {
            value[key] = name == "remove" ? nil : new
        } else {
            value[key] = changed(value[key] ?? .null, keys.dropFirst(), name, new)
        }
        return value
    }
}
