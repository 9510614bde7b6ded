import Foundation

/// What the repository's documents say of the code is so.
enum DocumentLaws {
    /// The names in a document, between backticks or in drawings, that no source has: types of two words or more, as
    /// `AbcDef`, and what `AbcDef.ghi` says that such a type has.
    static func unknown(in document: String, _ sources: [SourceFile], rooms: Set<String> = []) -> [String] {
        let folders = sources.flatMap { $0.path.split(separator: "/").dropLast().map(String.init) }
        let others = foreign.union(folders).union(rooms)
        let declared = Set(sources.flatMap { FormLaws.types($0.text) })
        return named(in: document).sorted().filter { name in
            let parts = name.split(separator: ".").map(String.init).filter { $0 != "swift" }
            if parts.contains(where: { isTypeName($0) && !declared.contains($0) && !others.contains($0) }) {
                return true
            }
            guard let owner = parts.dropLast().last, let member = parts.last, !isTypeName(member), isTypeName(owner),
                !others.contains(owner)
            else { return false }
            return !sources.contains { $0.name.prefix { $0 != "+" } == owner && has($0, member) }
        }
    }

    /// Names that are Envoy's, Kubernetes' or the compiler's.
    private static let foreign: Set<String> = [
        "AuthorizationPolicy", "ConfigSource", "EnvoyResources", "ExistentialAny", "GRPCRoute", "HTTPRoute",
        "HttpConnectionManager", "InternalImportsByDefault", "MemberImportVisibility", "PluginConfig", "TCPRoute",
        "TLSRoute",
    ]

    private static func named(in document: String) -> Set<String> {
        var names: Set<String> = []
        var isDrawing = false
        for line in document.split(separator: "\n") {
            if line.hasPrefix("```") {
                isDrawing.toggle()
            } else if isDrawing {
                names.formUnion(words(line))
            } else {
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                for place in stride(from: 1, to: parts.count, by: 2) { names.formUnion(words(parts[place])) }
            }
        }
        return names
    }

    /// Words with dots between them, in which there is the name of a type.
    private static func words(_ text: Substring) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "_" }.map(String.init)
            .filter { $0.split(separator: ".").contains { isTypeName(String($0)) } }
    }

    /// Whether it is written as `AbcDef` or `ABCDef`: a capital first, and a further word behind it.
    private static func isTypeName(_ word: String) -> Bool {
        let letters = Array(word)
        guard letters.first?.isUppercase == true, !letters.contains("_") else { return false }
        let humps = letters.indices.dropFirst().filter { letters[$0].isUppercase }
        return !humps.isEmpty && letters.contains(where: \.isLowercase)
    }

    private static func has(_ file: SourceFile, _ member: String) -> Bool {
        file.text.code.contains { $0.contains(member) && $0.words.contains(member) }
    }
}
