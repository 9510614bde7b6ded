/// Route tables and their tests in files of their own.
extension ConfigurationReader {
    /// What came out of reading a file.
    public struct Reading<Value: Sendable>: Sendable {
        /// What the file holds; nil when there is any complaint.
        public var value: Value?
        /// What is wrong, in the order of the text.
        public var complaints: [ConfigurationComplaint]
    }

    /// Whether a file is a bootstrap, not a route table: its outermost object names resources. True for what cannot be
    /// read.
    public func isBootstrap(_ source: Source) -> Bool {
        guard case .success(let scanned) = scan(source) else { return true }
        let root = scanned.document.root
        return root["static_resources"] != nil || root["staticResources"] != nil
    }

    /// Reads a file that is one `envoy.config.route.v3.RouteConfiguration`. Clusters are not looked for.
    public func routeTable(_ source: Source) -> Reading<RouteConfiguration> {
        read(source) { root, session in
            guard let message = session.types.message("envoy.config.route.v3.RouteConfiguration") else { return nil }
            var reader = MessageReader([root], as: message, in: session)
            let table = RouteDocument.read(&reader)
            reader.finish()
            return table
        }
    }

    /// Reads a file of tests, as Envoy's `router_check_tool` has them.
    public func routeTests(_ source: Source) -> Reading<[RouteTestConfiguration]> {
        read(source) { root, session in RouteTestDocument(session).read(root) }
    }

    private func read<Value>(
        _ source: Source, _ body: (JSONNode, DecodingSession) -> Value?
    ) -> Reading<Value> {
        switch scan(source) {
        case .failure(let error):
            let complaint = ConfigurationComplaint(
                file: error.file, line: error.position.line, column: error.position.column, path: error.path,
                kind: .syntax, message: error.message)
            return Reading(value: nil, complaints: [complaint])
        case .success(let scanned):
            let document = scanned.document
            let session = DecodingSession(
                types: types, documents: [document], allowsUnknownFields: allowUnknownFields)
            for duplicate in scanned.duplicates {
                let key = JSONNode(document: document, index: duplicate)
                let text = DecodingSession.quote(key.string ?? "")
                session.complain(.syntax, at: key, "expected each key once, found \(text) again")
            }
            var value: Value?
            if document.root.kind == .object {
                value = body(document.root, session)
            } else {
                session.wrong(document.root, expected: "an object")
            }
            let complaints = session.finish()
            return Reading(value: complaints.isEmpty ? value : nil, complaints: complaints)
        }
    }
}
