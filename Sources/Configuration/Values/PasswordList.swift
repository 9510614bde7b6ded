/// Users with the hashes of their passwords, as a file of `htpasswd` holds them: one `name:{SHA}hash` a line, and the
/// hash is SHA-1 in base64. Empty lines, and those that begin with `#`, say nothing.
public struct PasswordList: Sendable, Equatable {
    /// The hashes in base64, 28 bytes each, by the user's name.
    public let hashes: [[UInt8]: [UInt8]]

    /// What is wrong with such a text.
    public struct Problem: Error, Sendable {
        /// The line, from 1.
        public let line: Int
        /// What was expected there, and what was found.
        public let text: String
    }

    /// Nobody.
    public init() { hashes = [:] }

    /// Reads a text.
    public init(_ text: [UInt8]) throws(Problem) {
        var hashes: [[UInt8]: [UInt8]] = [:]
        var number = 0
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw Problem(line: number, text: "expected name:{SHA}hash, found no colon")
            }
            let name = Array(line[..<colon])
            let hash = line[(colon + 1)...]
            if name.isEmpty || hash.isEmpty {
                throw Problem(line: number, text: "expected name:{SHA}hash, found an empty name or hash")
            }
            if hashes[name] != nil {
                throw Problem(line: number, text: "expected each user once, found one again")
            }
            guard hash.starts(with: Self.mark) else {
                throw Problem(line: number, text: "expected a hash that begins with {SHA}, found another")
            }
            if hash.count != Self.mark.count + 28 {
                throw Problem(
                    line: number,
                    text: "expected 28 characters of base64 behind {SHA}, found \(hash.count - Self.mark.count)")
            }
            hashes[name] = Array(hash.dropFirst(Self.mark.count))
        }
        self.hashes = hashes
    }

    private static let mark = Array("{SHA}".utf8)
}
