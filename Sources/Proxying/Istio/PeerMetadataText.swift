internal import Buffers
internal import Configuration

/// What stands in `x-envoy-peer-metadata`: a `google.protobuf.Struct`, serialised and in base64.
///
/// ```
///   Struct { 1: entry { 1: key, 2: Value { 3: text | 5: Struct } }, … }
/// ```
/// Source: https://protobuf.dev/programming-guides/encoding/ and `google/protobuf/struct.proto`
enum PeerMetadataText {
    /// Longer texts are nobody's: a pod has few labels that are told.
    static let longest = 16 << 10

    private enum Tag {
        static let entry: UInt8 = 0x0a, key: UInt8 = 0x0a, value: UInt8 = 0x12
        static let text: UInt8 = 0x1a, members: UInt8 = 0x2a
    }

    // MARK: - Writing

    /// The text of a workload; `more` are labels beside the usual ones.
    static func encode(_ workload: WorkloadDescription, more: [String]) -> [UInt8] {
        let names = workload.names
        var labels: [String: String] = [
            "service.istio.io/canonical-name": names.canonicalName,
            "service.istio.io/canonical-revision": names.canonicalRevision, "app": names.app, "version": names.version,
        ]
        for label in more { labels[label] = workload.labels[label] }
        var members: [(key: String, value: [UInt8])] = []
        for (key, value) in [
            ("NAME", workload.instance), ("NAMESPACE", names.namespace), ("OWNER", workload.owner),
            ("WORKLOAD_NAME", names.name), ("CLUSTER_ID", names.cluster),
        ] where !value.isEmpty {
            members.append((key, field(Tag.text, Array(value.utf8))))
        }
        let texts = labels.filter { !$0.value.isEmpty }.map {
            (key: $0.key, value: field(Tag.text, Array($0.value.utf8)))
        }
        members.append(("LABELS", field(Tag.members, structure(texts))))
        var output = ByteBuffer()
        Base64Coding.encode(structure(members).span, .standard, to: &output)
        var text: [UInt8] = []
        let bytes = output.readable
        for index in bytes.indices { text.append(bytes[index]) }
        return text
    }

    /// Always in the same order, so that the text of a workload is one text.
    private static func structure(_ members: [(key: String, value: [UInt8])]) -> [UInt8] {
        members.sorted { $0.key < $1.key }.flatMap { member in
            field(Tag.entry, field(Tag.key, Array(member.key.utf8)) + field(Tag.value, member.value))
        }
    }

    private static func field(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var bytes = [tag]
        var length = content.count
        while length >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        return bytes + [UInt8(truncatingIfNeeded: length)] + content
    }

    // MARK: - Reading

    /// The workload of a text that a peer has sent; nil when it is none.
    static func decode(_ text: Span<UInt8>) -> WorkloadNames? {
        guard text.count <= longest else { return nil }
        var end = text.count
        while end > 0 && text.count - end < 2 && text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        var bytes: [UInt8] = []
        guard end > 0, Base64Coding.decode(text.extracting(0..<end), .bare, to: &bytes) else { return nil }
        var names = WorkloadNames()
        var isRight = true
        let isWhole = members(bytes[...]) { key, tag, content in
            switch (String(decoding: key, as: UTF8.self), tag) {
            case ("NAMESPACE", Tag.text): names.namespace = word(content)
            case ("WORKLOAD_NAME", Tag.text): names.name = word(content)
            case ("CLUSTER_ID", Tag.text): names.cluster = word(content)
            case ("LABELS", Tag.members): isRight = readLabels(content, into: &names) && isRight
            default: break
            }
        }
        return isWhole && isRight ? names : nil
    }

    private static func readLabels(_ content: ArraySlice<UInt8>, into names: inout WorkloadNames) -> Bool {
        var found = WorkloadNames()
        let isWhole = members(content) { key, tag, content in
            guard tag == Tag.text else { return }
            switch String(decoding: key, as: UTF8.self) {
            case "service.istio.io/canonical-name": found.canonicalName = word(content)
            case "service.istio.io/canonical-revision": found.canonicalRevision = word(content)
            case "app": found.app = word(content)
            case "version": found.version = word(content)
            default: break
            }
        }
        names.canonicalName = found.canonicalName
        names.canonicalRevision = found.canonicalRevision
        names.app = found.app
        names.version = found.version
        return isWhole
    }

    /// What stands in the metadata `istio`, `workload` of an endpoint: `name;namespace;service;revision;cluster`.
    static func workload(ofEndpoint text: Span<UInt8>) -> WorkloadNames? {
        var parts: [[UInt8]] = [[]]
        for index in text.indices {
            if text[index] == UInt8(ascii: ";") { parts.append([]) } else { parts[parts.count - 1].append(text[index]) }
        }
        guard parts.count >= 5 else { return nil }
        var names = WorkloadNames()
        names.name = word(parts[0][...])
        names.namespace = word(parts[1][...])
        names.canonicalName = word(parts[2][...])
        names.canonicalRevision = word(parts[3][...])
        names.cluster = word(parts[4][...])
        return names
    }

    /// A text that may stand in a label. Names in Kubernetes are shorter, and plain; others are as good as none.
    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.count <= 253, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands each member of a struct to `body`: its key, and the tag and content of its value. False when the bytes are
    /// no struct.
    private static func members(
        _ bytes: ArraySlice<UInt8>,
        _ body: (_ key: ArraySlice<UInt8>, _ tag: UInt8, _ content: ArraySlice<UInt8>) -> Void
    ) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            guard let (tag, content) = takeField(&rest) else { return false }
            guard tag == Tag.entry, var entry = content else { continue }
            var key = ArraySlice<UInt8>()
            var value = ArraySlice<UInt8>()
            while !entry.isEmpty {
                guard let (tag, content) = takeField(&entry) else { return false }
                if tag == Tag.key, let content { key = content }
                if tag == Tag.value, let content { value = content }
            }
            while !value.isEmpty {
                guard let (tag, content) = takeField(&value) else { return false }
                if let content { body(key, tag, content) }
            }
        }
        return true
    }

    /// Takes one field: its tag, which has one byte in all that is looked for, and its content; without content where
    /// it is a number.
    private static func takeField(_ rest: inout ArraySlice<UInt8>) -> (tag: UInt8, content: ArraySlice<UInt8>?)? {
        guard let tag = takeNumber(&rest), tag >> 3 != 0 else { return nil }
        let short = UInt8(exactly: tag) ?? 0
        switch tag & 7 {
        case 0: return takeNumber(&rest) == nil ? nil : (short, nil)
        case 1, 5:
            let count = tag & 7 == 1 ? 8 : 4
            guard rest.count >= count else { return nil }
            rest = rest.dropFirst(count)
            return (short, nil)
        case 2:
            guard let length = takeNumber(&rest), length <= UInt64(rest.count) else { return nil }
            let content = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            return (short, content)
        default: return nil
        }
    }

    private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64, let byte = rest.popFirst() {
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
