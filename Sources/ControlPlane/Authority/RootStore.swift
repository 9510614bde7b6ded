internal import Configuration
internal import EventLoops
internal import TLS

/// The roots of an authority with their keys, in one file of a directory that is ours alone: so what is known of them
/// is either as it was or as it is, whenever the power goes.
///
/// Beside it stands `bundle.pem`, which holds no secret: what proxies are to trust when they ask for the first time.
struct RootStore {
    /// A root and what is known of it.
    struct Entry {
        let authority: IssuingAuthority
        var root: RootRotation.Root
        /// Whether it was made here, and is followed by another one by itself.
        let isOwn: Bool
    }

    /// All that is kept.
    struct Contents {
        var entries: [Entry] = []
        /// Roots that nobody needs any more and that must not come back, by their ids.
        var removed: [String] = []
    }

    private let files: any StoreFiles
    private let trustDomain: String

    static let fileName = "roots.json"
    static let bundleName = "bundle.pem"

    /// What is kept for a trust domain.
    init(_ files: any StoreFiles, trustDomain: String) {
        self.files = files
        self.trustDomain = trustDomain
    }

    /// Reads what is kept; nothing at the very start. Blocks.
    ///
    /// - Throws: when there is something that cannot be read, or is of another trust domain. Nothing is made anew then:
    ///   whoever trusts the old root would trust nobody any more.
    func load() throws(AuthorityProblem) -> Contents {
        let bytes: [UInt8]
        do throws(DurableDirectory.Problem) {
            guard try files.list().contains(Self.fileName) else { return Contents() }
            bytes = try files.read(Self.fileName)
        } catch { throw AuthorityProblem(text: error.text) }
        guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 8).read(bytes, file: "") else {
            throw AuthorityProblem(text: "\(Self.fileName) is no JSON")
        }
        let domain = document.root["trust_domain"]?.string ?? ""
        guard domain == trustDomain else {
            throw AuthorityProblem(
                text: "the roots of this directory are of the trust domain '\(domain)', not '\(trustDomain)'")
        }
        var contents = Contents()
        for node in document.root["roots"]?.elements ?? [] { contents.entries.append(try Self.read(node)) }
        if contents.entries.isEmpty { throw AuthorityProblem(text: "\(Self.fileName) holds no root") }
        contents.removed = document.root["removed"]?.elements.compactMap(\.string) ?? []
        return contents
    }

    private static func read(_ node: JSONNode) throws(AuthorityProblem) -> Entry {
        func number(_ name: String) throws(AuthorityProblem) -> Int64 {
            if let number = node[name]?.numberText.flatMap({ Int64($0) }) { return number }
            throw AuthorityProblem(text: "\(fileName): a root without '\(name)'")
        }
        let authority: IssuingAuthority
        do throws(IssuingProblem) {
            authority = try IssuingAuthority(
                certificate: Array((node["certificate"]?.string ?? "").utf8),
                key: Array((node["key"]?.string ?? "").utf8))
        } catch { throw AuthorityProblem(text: "\(fileName): a root cannot be used: \(error.text)") }
        return Entry(
            authority: authority,
            root: RootRotation.Root(
                id: authority.id, validUntil: authority.validUntil, issuesFrom: try number("issues_from"),
                issuedUntil: try number("issued_until")),
            isOwn: node["is_own"]?.bool ?? false)
    }

    /// Keeps roots in the place of what was kept; they are on the disk when this returns. Blocks.
    func keep(_ contents: Contents) throws(AuthorityProblem) {
        let entries = contents.entries
        let text = JSONOutput.object { json in
            json.member("trust_domain", trustDomain)
            json.member("roots") { json in
                json.list { json in
                    for entry in entries {
                        json.object { json in
                            json.member("certificate", String(decoding: entry.authority.certificate, as: UTF8.self))
                            json.member("key", String(decoding: entry.authority.secretKey, as: UTF8.self))
                            json.member("issues_from", Int(entry.root.issuesFrom))
                            json.member("issued_until", Int(entry.root.issuedUntil))
                            json.member("is_own", entry.isOwn)
                        }
                    }
                }
            }
            json.member("removed") { json in json.list { json in for id in contents.removed { json.value(id) } } }
        }
        do throws(DurableDirectory.Problem) {
            try replace(Self.fileName, text)
            try replace(Self.bundleName, entries.flatMap(\.authority.certificate))
            try files.synchronise()
        } catch { throw AuthorityProblem(text: error.text) }
    }

    private func replace(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        try files.write(name + ".draft", bytes)
        try files.rename(name + ".draft", to: name)
    }
}
