/// Accessors for messages, lists, maps and extensions.
extension MessageReader {
    /// Reads a message field with `body`, all its occurrences merged; nil when it is unset.
    @discardableResult
    mutating func message<Result>(_ name: String, _ body: (inout MessageReader) -> Result) -> Result? {
        let values = take(name)
        guard !values.isEmpty, case .message(let type)? = field(name)?.kind else { return nil }
        var objects: [JSONNode] = []
        for node in values {
            if node.kind == .object {
                objects.append(node)
            } else {
                session.wrong(node, expected: "an object (\(type))")
            }
        }
        guard !objects.isEmpty, let index = session.types.message(type) else { return nil }
        var reader = MessageReader(objects, as: index, in: session)
        let result = body(&reader)
        reader.finish()
        return result
    }

    /// Reads each message of a list with `body`. Null elements are empty messages.
    mutating func messages<Result>(_ name: String, _ body: (inout MessageReader) -> Result) -> [Result] {
        var results: [Result] = []
        let nodes = elements(name)
        guard !nodes.isEmpty, case .message(let type)? = field(name)?.kind,
            let index = session.types.message(type)
        else { return results }
        for node in nodes {
            guard node.kind == .object || node.isNull else {
                session.wrong(node, expected: "an object (\(type))")
                continue
            }
            var reader = MessageReader([node], as: index, in: session)
            results.append(body(&reader))
            reader.finish()
        }
        return results
    }

    /// The elements of a list field. Lists inside the list are opened, and a bare value is a list of one: so Envoy
    /// reads them.
    mutating func elements(_ name: String) -> [JSONNode] {
        var result: [JSONNode] = []
        for node in take(name) { MessageReader.flatten(node, into: &result) }
        return result
    }

    static func flatten(_ node: JSONNode, into result: inout [JSONNode]) {
        // The reader has limited how deep lists may stand in one another.
        if node.kind == .array {
            for element in node.elements { flatten(element, into: &result) }
        } else {
            result.append(node)
        }
    }

    /// The keys and values of a map field; a later value of a key replaces an earlier one.
    mutating func map(_ name: String) -> [(key: JSONNode, value: JSONNode)] {
        var result: [(key: JSONNode, value: JSONNode)] = []
        for node in take(name) {
            guard node.kind == .object else {
                session.wrong(node, expected: "an object (a map)")
                continue
            }
            node.forEachMember { key, value in
                if let place = result.firstIndex(where: { $0.key.string == key.string }) {
                    result[place] = (key, value)
                } else {
                    result.append((key, value))
                }
            }
        }
        return result
    }

    /// Opens an extension (`google.protobuf.Any`); nil when it is unset, or after a complaint. `named` is the name that
    /// stands beside it, for advice when the `@type` is missing.
    mutating func any(_ name: String, named extensionName: String? = nil) -> ExtensionContent? {
        let nodes = take(name)
        for node in nodes.dropLast() { session.checkAny(node) }
        guard let node = nodes.last else { return nil }
        return session.open(node, named: extensionName)
    }

    /// Opens the extension in `typed_config`; nil after a complaint, of there being none too. `name` is what the
    /// message calls it, for advice.
    mutating func configuration(of name: String?) -> ExtensionContent? {
        guard has("typed_config") else {
            ExtensionAdvice.missingConfiguration(name, in: &self)
            return nil
        }
        return any("typed_config", named: name)
    }
}

/// An extension: its type, and the object that configures it.
struct ExtensionContent {
    /// The full name of its message.
    let typeName: String
    /// Where the type is named.
    let typeNode: JSONNode
    /// The object that holds the fields.
    let body: JSONNode
    /// The key of `body` that is no field.
    let skipping: String?
    let session: DecodingSession

    /// Reads the message with `body`.
    func read<Result>(_ body: (inout MessageReader) -> Result) -> Result? {
        guard let index = session.types.message(typeName) else { return nil }
        var reader = MessageReader([self.body], as: index, in: session, skipping: skipping)
        let result = body(&reader)
        reader.finish()
        return result
    }

    /// Complains that Envoy has this extension and Apus does not, and checks its content all the same.
    func refuse(_ what: String) {
        session.complain(
            .unimplemented, at: typeNode, "expected \(what) that Apus implements, found \(typeName)")
        session.checkContent(self)
    }

    /// Complains that this is no extension of the kind that belongs here.
    func misplace(_ what: String) {
        session.complain(.wrongValue, at: typeNode, "expected \(what), found \(typeName)")
        session.checkContent(self)
    }
}
