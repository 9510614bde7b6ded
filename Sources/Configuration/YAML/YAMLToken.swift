/// A word of YAML's grammar, as `YAMLScanner` finds it.
struct YAMLToken {
    enum Kind: Equatable {
        case end
        case directive
        /// `---`
        case documentStart
        /// `...`
        case documentEnd
        /// An indented list begins; no bytes of its own.
        case blockSequenceStart
        /// An indented object begins; no bytes of its own.
        case blockMappingStart
        /// An indented list or object ends; no bytes of its own.
        case blockEnd
        case flowSequenceStart
        case flowSequenceEnd
        case flowMappingStart
        case flowMappingEnd
        /// `- `
        case blockEntry
        /// `,` between brackets or braces
        case flowEntry
        /// What follows is a key: written `? `, or found at the colon behind it.
        case key
        /// `: `
        case value
        case alias
        case anchor
        case tag
        case scalar(YAMLScalarStyle)
    }

    let kind: Kind
    /// Where it begins, in bytes.
    let start: Int
    /// Behind its last byte.
    let end: Int
    /// The text of a scalar where it is not what stands in the file; nil where it is.
    var text: String?
}

/// How a scalar is written.
enum YAMLScalarStyle: Equatable {
    case plain
    /// In single or double quotes.
    case quoted
    /// Indented lines below `|` or `>`.
    case block
}

/// Why a text is not YAML as it is read here, and where.
struct YAMLProblem: Error {
    let offset: Int
    let message: String
}

extension YAMLToken.Kind {
    /// What the token is, for a message.
    var words: String {
        switch self {
        case .end: "the end of the text"
        case .directive: "a directive"
        case .documentStart: "\"---\""
        case .documentEnd: "\"...\""
        case .blockSequenceStart: "a list"
        case .blockMappingStart: "an object"
        case .blockEnd: "less indentation"
        case .flowSequenceStart: "\"[\""
        case .flowSequenceEnd: "\"]\""
        case .flowMappingStart: "\"{\""
        case .flowMappingEnd: "\"}\""
        case .blockEntry: "\"-\""
        case .flowEntry: "\",\""
        case .key: "a key"
        case .value: "\":\""
        case .alias: "an alias"
        case .anchor: "an anchor"
        case .tag: "a tag"
        case .scalar: "a text"
        }
    }
}
