internal import Buffers

/// What paths lead to.
extension FieldExplainer {
    /// Finds what a path such as `Cluster.connect_timeout`, `static_resources.clusters[0].lb_policy` or
    /// `connect_timeout` names. It begins at the bootstrap, at a type, or at a field of one of the types that files are
    /// made of. Case, underscores and hyphens count for nothing where no name is written just so: `cluster.lbPolicy`.
    public func find(_ path: String) -> Found {
        let parts = Self.parts(path)
        guard let first = parts.first else { return .unknown(part: "", place: "a path", nearest: nil) }
        if catalogue.message(path) != nil || catalogue.enumeration(path) != nil { return .type(path) }
        if let (type, rest) = exactStart(parts) { return follow(rest, from: type) }
        return parts.count == 1 ? find(word: first) : find(parts)
    }

    /// Names between dots, without places in lists.
    private static func parts(_ path: String) -> [String] {
        path.split(separator: ".").map { part in String(part.prefix { $0 != "[" }) }.filter { !$0.isEmpty }
    }

    /// The type whose full name, or last name as it stands, a path begins with, and what follows it.
    private func exactStart(_ parts: [String]) -> (String, ArraySlice<String>)? {
        for count in stride(from: parts.count, to: 1, by: -1) {
            let name = parts[..<count].joined(separator: ".")
            if catalogue.message(name) != nil { return (name, parts[count...]) }
        }
        guard parts[0].first?.isUppercase == true else { return nil }
        return type(named: parts[0]).map { ($0, parts.dropFirst()) }
    }

    private func find(word: String) -> Found {
        let fields = Self.usual.compactMap { type in
            field(word, of: type).map { "\(Self.short(type)).\($0.name)" }
        }
        let types = types(like: word)
        if fields.count > 1 { return .several(types.prefix(1).map(Self.short) + fields) }
        if let only = fields.first { return find(only) }
        guard let type = types.first else { return unknown(word) }
        return types.count == 1 || Self.usual.contains(type) ? .type(type) : .several(types)
    }

    /// Follows a path from wherever it may begin.
    private func find(_ parts: [String]) -> Found {
        let places = Self.usual.prefix(1).filter { field(parts[0], of: $0) != nil }.map { ($0, parts[...]) }
        let types = types(like: parts[0]).map { ($0, parts.dropFirst()) }
        let fields = Self.usual.dropFirst().filter { field(parts[0], of: $0) != nil }.map { ($0, parts[...]) }
        var failure: Found?
        for (type, rest) in places + types + fields {
            let found = follow(rest, from: type)
            guard case .unknown = found else { return found }
            failure = failure ?? found
        }
        return failure ?? unknown(parts[0])
    }

    private func unknown(_ word: String) -> Found {
        let names = Self.usual.flatMap { catalogue.message($0)?.fields.map(\.name) ?? [] }
        let types = (Self.usual + catalogue.messageNames).map(Self.short)
        let isType = word.first?.isUppercase == true
        return .unknown(
            part: word, place: "a field of the usual types, or a type",
            nearest: NearestName.of(word, in: isType ? types : names + types, byWords: true))
    }

    /// A message by its last name: of the usual ones first, then of stable versions.
    private func type(named name: String) -> String? {
        if let usual = Self.usual.first(where: { Self.short($0) == name }) { return usual }
        let candidates = catalogue.messageNames.filter { Self.short($0) == name }
        return candidates.first { $0.contains(text: ".v3.") } ?? candidates.first
    }

    /// The messages whose last name is like this one: the usual ones first, then those of stable versions.
    private func types(like name: String) -> [String] {
        let plain = Self.plain(name)
        let usual = Self.usual.filter { Self.plain(Self.short($0)) == plain }
        let others = catalogue.messageNames.filter { Self.plain(Self.short($0)) == plain && !usual.contains($0) }
        let isStable = { (type: String) in type.contains(text: ".v3.") }
        return usual + others.filter(isStable) + others.filter { !isStable($0) }
    }

    /// A field of a message: as its name is written, or like it.
    private func field(_ name: String, of type: String) -> FieldDescription? {
        guard let fields = catalogue.message(type)?.fields else { return nil }
        let plain = Self.plain(name)
        return fields.first { $0.name == name || $0.jsonName == name } ?? fields.first { Self.plain($0.name) == plain }
    }

    /// A name as it is compared: without case, underscores and hyphens.
    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }

    private func follow(_ parts: ArraySlice<String>, from start: String) -> Found {
        var type = start
        var parts = parts
        while let part = parts.popFirst() {
            guard let message = catalogue.message(type) else {
                return .unknown(part: part, place: type, nearest: nil)
            }
            let nested = "\(type).\(part)"
            if catalogue.message(nested) != nil || catalogue.enumeration(nested) != nil {
                type = nested
                continue
            }
            guard let field = field(part, of: type) else {
                let names = message.fields.map(\.name)
                return .unknown(part: part, place: type, nearest: NearestName.of(part, in: names, byWords: true))
            }
            if parts.isEmpty { return .field(explain(field, of: type)) }
            guard case .message(let next) = field.kind else {
                return .unknown(part: parts.first ?? "", place: "\(part), which holds no message", nearest: nil)
            }
            type = next
            // What stands in an `Any` is named by its type.
            if next == "google.protobuf.Any", let name = parts.popFirst() {
                guard let content = self.type(named: name) ?? types(like: name).first else {
                    let types = catalogue.messageNames.map(Self.short)
                    return .unknown(part: name, place: "the types", nearest: NearestName.of(name, in: types))
                }
                type = content
            }
        }
        return .type(type)
    }
}
