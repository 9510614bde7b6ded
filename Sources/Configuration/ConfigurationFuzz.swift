/// Oracles for fuzzing the reader: no bytes may trap, complaints stand where their text says, and what is kept of an
/// accepted file reads back. Not for serving.
public enum ConfigurationFuzz {
    private static let reader = ConfigurationReader()
    private static let laxReader = ConfigurationReader(allowUnknownFields: true)
    private static let responseReader = DiscoveredResponseReader()

    /// Reads `bytes` as a bootstrap file and renders what comes out; traps when something contradicts itself. What the
    /// bytes add up to decides whether they are read strictly, with unknown fields allowed, or merged over themselves,
    /// and whether the text is checked by itself, so that one run costs little more than one reading. The result is
    /// only there so that no work is optimised away.
    @discardableResult
    public static func run(_ bytes: [UInt8]) -> Int {
        let sum = bytes.reduce(0, &+)
        if sum & 12 == 0 { checkText(bytes) }
        if sum & 12 == 4 { checkSecret(bytes) }
        let outcome =
            switch sum & 3 {
            case 0: laxReader.bootstrap(bytes, file: "a")
            case 1: reader.bootstrap([.init(file: "a", bytes: bytes), .init(file: "b", bytes: bytes)])
            default: reader.bootstrap(bytes, file: "a")
            }
        precondition((outcome.configuration == nil) == !outcome.complaints.isEmpty, "refused without a reason")
        if let configuration = outcome.configuration { checkSources(of: configuration) }
        return check(outcome.complaints, of: bytes)
    }

    /// JSON by RFC 8259 is Envoy's JSON too, and a document written anew is that JSON with the same values.
    private static func checkText(_ bytes: [UInt8]) {
        let strict = JSONReader(dialect: .strict).read(bytes, file: "a")
        guard case .success(let document) = JSONReader().read(bytes, file: "a") else {
            // Only Envoy's reader looks at the size of numbers.
            if case .success(let document) = strict {
                let isLarge = document.entries.contains { $0.kind == .number && $0.end &- $0.start > 3 }
                precondition(isLarge, "JSON by RFC 8259 is refused")
            }
            return
        }
        if case .success = strict {
            precondition(document.isStrict, "JSON by RFC 8259 is called lax")
        } else {
            precondition(!document.isStrict, "lax JSON is called strict")
        }
        var written: [UInt8] = []
        JSONText.append(document.root, to: &written)
        guard case .success(let again) = JSONReader(dialect: .strict).read(written, file: "b") else {
            preconditionFailure("what is written is not JSON")
        }
        precondition(
            again.entries.map(\.isContainer) == document.entries.map(\.isContainer), "what is written is other JSON")
        for index in document.entries.indices {
            precondition(document.string(at: index) == again.string(at: index), "what is written has other texts")
        }
    }

    /// Each resource is a secret or is refused with a reason, and what is shown of it is JSON.
    private static func checkSecret(_ bytes: [UInt8]) {
        let response = responseReader.read(.init(file: "a", bytes: bytes), .secret)
        for resource in response.resources {
            precondition((resource.value == nil) == !resource.complaints.isEmpty, "refused without a reason")
            guard case .secret(let secret)? = resource.value else { continue }
            precondition(secret.name == resource.name, "another secret is taken")
            guard case .success = JSONReader(dialect: .strict).read(secret.source, file: "a") else {
                preconditionFailure("the text of a secret is not JSON")
            }
        }
    }

    /// `config_dump` shows the resources' own text, which must be JSON by itself.
    private static func checkSources(of configuration: BootstrapConfiguration) {
        var sources = configuration.clusters.map(\.source) + configuration.listeners.map(\.source)
        sources += configuration.secrets.map(\.source)
        sources += [configuration.node.source, configuration.admin?.source ?? []]
        for source in sources where !source.isEmpty {
            guard case .success(let document) = JSONReader(dialect: .strict).read(source, file: "a") else {
                preconditionFailure("the text of a resource is not JSON")
            }
            precondition(document.root.kind == .object, "the text of a resource is no object")
        }
    }

    /// Complaints stand in the order of the text, inside it, and can be written.
    private static func check(_ complaints: [ConfigurationComplaint], of bytes: [UInt8]) -> Int {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        var last = ("", 0, 0)
        var size = 0
        for complaint in complaints {
            precondition(complaint.line >= 1 && complaint.line <= lines, "a line that the text does not have")
            precondition(complaint.column >= 1 && complaint.column <= bytes.count + 1, "a column past the text")
            let place = (complaint.file, complaint.line, complaint.column)
            precondition(complaint.kind == .syntax || last <= place, "complaints out of order")
            last = place
            size &+= complaint.text.utf8.count
        }
        let list = Array(ConfigurationComplaint.json(complaints).utf8)
        guard case .success(let document) = JSONReader(dialect: .strict).read(list, file: "c") else {
            preconditionFailure("the list of complaints is not JSON")
        }
        precondition(document.root.elements.count == complaints.count, "the list of complaints lacks some")
        return size &+ list.count
    }
}

extension JSONEntry {
    var isContainer: Bool { kind == .object || kind == .array }
}
