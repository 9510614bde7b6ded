/// A format of lines or bodies, as text or as JSON (`envoy.config.core.v3.SubstitutionFormatString`).
public struct FormatConfiguration: Sendable, Equatable {
    /// What is written.
    public var content: Content
    /// Whether missing values are left out instead of written as `-`, in JSON with their keys. Envoy's default: false.
    public var omitsEmptyValues: Bool
    /// The content type of a local reply; empty means that of the content.
    public var contentType: String

    /// What is written.
    public enum Content: Sendable, Equatable {
        /// A text. Nothing is added at its end, so a line has a line feed of its own.
        case text(SubstitutionFormat)
        /// A JSON object and a line feed.
        case json(FormatNode)
    }

    /// Makes a format.
    public init(_ content: Content, omitsEmptyValues: Bool = false, contentType: String = "") {
        self.content = content
        self.omitsEmptyValues = omitsEmptyValues
        self.contentType = contentType
    }
}

extension FormatConfiguration {
    /// All texts with commands in it.
    public var texts: [SubstitutionFormat] {
        switch content {
        case .text(let text): [text]
        case .json(let node): node.texts
        }
    }

    /// Envoy's default format of access logs.
    public static let standardLog =
        FormatConfiguration(.text(SubstitutionFormat(standardText) ?? SubstitutionFormat([])))

    private static let standardText = """
        [%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% \
        %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \
        "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"

        """
}

/// A value of a JSON format.
public indirect enum FormatNode: Sendable, Equatable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A string with commands. One that is a single command gives a value of the command's own type.
    case string(SubstitutionFormat)
    /// A list.
    case list([FormatNode])
    /// An object; its keys are sorted, as Envoy writes them.
    case object([Member])

    fileprivate var texts: [SubstitutionFormat] {
        switch self {
        case .null, .bool, .number: []
        case .string(let text): [text]
        case .list(let elements): elements.flatMap(\.texts)
        case .object(let members): members.flatMap(\.value.texts)
        }
    }

    /// A member of an object.
    public struct Member: Sendable, Equatable {
        /// The key.
        public var key: String
        /// Its value.
        public var value: FormatNode

        /// Makes a member.
        public init(_ key: String, _ value: FormatNode) {
            self.key = key
            self.value = value
        }
    }
}
