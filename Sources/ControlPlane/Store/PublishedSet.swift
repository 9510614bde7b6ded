internal import Configuration
internal import Cryptography

/// All documents of one publication, with who published them and why. Immutable.
public struct PublishedSet: Sendable, Equatable {
    /// Where a document comes from.
    public enum Origin: String, Sendable {
        /// The directory of documents.
        case directory
        /// The interface.
        case interface
    }

    /// A document with its origin.
    public struct Document: Sendable, Equatable {
        /// Its name and its text, which is UTF-8.
        public let content: MeshDocument
        /// Where it comes from.
        public let origin: Origin

        /// Makes a document.
        public init(_ content: MeshDocument, _ origin: Origin) {
            self.content = content
            self.origin = origin
        }

        /// Stands for its text.
        public var version: String { PublishedSet.version(of: content.bytes) }
    }

    /// Grows with each publication.
    public var number: Int
    /// Seconds since 1970.
    public var time: Int64
    /// Who published it.
    public var author: String
    /// What was done, in words.
    public var reason: String
    /// The digest of the directory as it was then; empty without one. While the directory is the same, nothing that
    /// follows from it alone is published: a set that was rolled back stays.
    public var directory: String
    /// The shares of nodes that are given it one after the other.
    public var stages: [Int]
    /// The number of the newest set before it that all nodes were given: nodes outside of the share go on with that,
    /// and a rollback leads there. 0 means none.
    public var base: Int
    /// In the order of their names, each name once.
    public let documents: [Document]

    /// Makes a set.
    public init(
        number: Int, time: Int64, author: String, reason: String, directory: String = "", stages: [Int] = [],
        base: Int = 0, documents: [Document]
    ) {
        self.number = number
        self.time = time
        self.author = author
        self.reason = reason
        self.directory = directory
        self.stages = stages
        self.base = base
        self.documents = documents.sorted { $0.content.name < $1.content.name }
    }

    /// Stands for the documents: equal documents, equal version.
    public var version: String { Self.digest(documents.map(\.content)) }

    /// The documents of one origin.
    public func documents(from origin: Origin) -> [MeshDocument] {
        documents.filter { $0.origin == origin }.map(\.content)
    }

    /// The document of a name.
    public func document(_ name: String) -> Document? { documents.first { $0.content.name == name } }

    /// Stands for the bytes of one document.
    public static func version(of bytes: [UInt8]) -> String { String(Digest.sha256Text(bytes).prefix(16)) }

    /// Stands for documents in any order.
    public static func digest(_ documents: [MeshDocument]) -> String {
        var bytes: [UInt8] = []
        for document in documents.sorted(by: { $0.name < $1.name }) {
            bytes += "\(document.name.utf8.count) \(document.bytes.count) ".utf8
            bytes += document.name.utf8
            bytes += document.bytes
        }
        return version(of: bytes)
    }

    // MARK: - As a file

    /// A line with the hash of what follows, and the set in JSON.
    public var encoded: [UInt8] {
        var json: [UInt8] = []
        json += "{\"number\":\(number),\"time\":\(time),\"author\":".utf8
        JSONText.append(author, to: &json)
        json += ",\"reason\":".utf8
        JSONText.append(reason, to: &json)
        json += ",\"directory\":".utf8
        JSONText.append(directory, to: &json)
        json += ",\"stages\":[\(stages.map(String.init).joined(separator: ","))],\"base\":\(base),\"documents\":[".utf8
        for (place, document) in documents.enumerated() {
            if place > 0 { json.append(UInt8(ascii: ",")) }
            json += "{\"name\":".utf8
            JSONText.append(document.content.name, to: &json)
            json += ",\"origin\":\"\(document.origin.rawValue)\",\"text\":".utf8
            JSONText.append(String(decoding: document.content.bytes, as: UTF8.self), to: &json)
            json.append(UInt8(ascii: "}"))
        }
        json += "]}\n".utf8
        return Array("\(Digest.sha256Text(json))\n".utf8) + json
    }

    /// Reads a file; nil when it is damaged.
    public init?(encoded: [UInt8]) {
        guard let end = encoded.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let json = Array(encoded[(end + 1)...])
        guard encoded[..<end].elementsEqual(Digest.sha256Text(json).utf8),
            case .success(let document) = JSONReader(dialect: .strict, maximumBytes: 1 << 30).read(json, file: "")
        else { return nil }
        let root = document.root
        guard let number = root["number"]?.numberText.flatMap({ Int($0) }),
            let time = root["time"]?.numberText.flatMap({ Int64($0) }), let author = root["author"]?.string,
            let reason = root["reason"]?.string, let directory = root["directory"]?.string,
            let base = root["base"]?.numberText.flatMap({ Int($0) })
        else { return nil }
        self.init(
            number: number, time: time, author: author, reason: reason, directory: directory,
            stages: root["stages"]?.elements.compactMap { $0.numberText.flatMap { Int($0) } } ?? [], base: base,
            documents: root["documents"]?.elements.compactMap { node in
                guard let name = node["name"]?.string, let text = node["text"]?.string,
                    let origin = node["origin"]?.string.flatMap({ Origin(rawValue: $0) })
                else { return nil }
                return Document(MeshDocument(name: name, bytes: Array(text.utf8)), origin)
            } ?? [])
    }
}
