/// What makes one document of another (RFC 6902), by adding, removing and replacing.
enum JSONPatch {
    /// The operations that make `after` of `before`; none when they are equal.
    static func difference(from before: ManifestValue, to after: ManifestValue) -> [ManifestValue] {
        var operations: [ManifestValue] = []
        compare(before, after, "", &operations)
        return operations
    }

    private static func compare(
        _ before: ManifestValue, _ after: ManifestValue, _ path: String, _ operations: inout [ManifestValue]
    ) {
        switch (before, after) {
        case (.object(let one), .object(let other)): compare(one, other, path, &operations)
        case (.list(let one), .list(let other)): compare(one, other, path, &operations)
        default: if before != after { operations.append(operation("replace", path, after)) }
        }
    }

    private static func compare(
        _ before: ManifestObject, _ after: ManifestObject, _ path: String, _ operations: inout [ManifestValue]
    ) {
        let (old, new) = (index(before), index(after))
        for (key, _) in before.members where new[key] == nil {
            operations.append(operation("remove", path + "/" + escaped(key), nil))
        }
        for (key, value) in after.members {
            let place = path + "/" + escaped(key)
            if let old = old[key] {
                compare(old, value, place, &operations)
            } else {
                operations.append(operation("add", place, value))
            }
        }
    }

    private static func index(_ object: ManifestObject) -> [String: ManifestValue] {
        var values: [String: ManifestValue] = [:]
        for (key, value) in object.members { values[key] = value }
        return values
    }

    /// Lists differ between what both begin with and what both end with.
    private static func compare(
        _ before: [ManifestValue], _ after: [ManifestValue], _ path: String, _ operations: inout [ManifestValue]
    ) {
        let shortest = min(before.count, after.count)
        var head = 0
        while head < shortest, before[head] == after[head] { head += 1 }
        var tail = 0
        while tail < shortest - head, before[before.count - 1 - tail] == after[after.count - 1 - tail] { tail += 1 }
        let old = before[head..<(before.count - tail)]
        let new = after[head..<(after.count - tail)]
        // As many as there are on both sides are compared from the end, since what is added comes first.
        let common = min(old.count, new.count)
        for place in old.dropLast(common).indices.reversed() {
            operations.append(operation("remove", "\(path)/\(place)", nil))
        }
        for place in new.dropLast(common).indices {
            operations.append(operation("add", "\(path)/\(place)", after[place]))
        }
        for (one, place) in zip(old.suffix(common), new.indices.suffix(common)) {
            compare(one, after[place], "\(path)/\(place)", &operations)
        }
    }

    private static func operation(_ name: String, _ path: String, _ value: ManifestValue?) -> ManifestValue {
        ["op": .string(name), "path": .string(path), "value": value]
    }

    /// A part of a path (RFC 6901 §3).
    private static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        var text = ""
        for character in key {
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
        return text
    }
}
