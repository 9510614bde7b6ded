/// The filter that makes metadata of fields (`envoy.extensions.filters.http.header_to_metadata.v3.Config`).
public struct HeaderToMetadataConfiguration: HTTPFilterValue {
    /// What is done with requests, in this order.
    public var requestRules: [Rule]
    /// What is done with responses, in this order.
    public var responseRules: [Rule]

    /// Where a value comes from.
    public enum Source: Sendable, Equatable {
        /// The field of that name, in lower case.
        case header(String)
        /// The cookie of that name.
        case cookie(String)
    }

    /// What is made of one field or cookie.
    public struct Rule: Sendable, Equatable {
        /// Where the value comes from.
        public var source: Source
        /// What is set when it is there.
        public var whenPresent: Target?
        /// What is set when it is not there.
        public var whenMissing: Target?
        /// Whether the field is taken away. Envoy's default: false.
        public var removes: Bool

        /// Makes a rule.
        public init(source: Source, whenPresent: Target?, whenMissing: Target?, removes: Bool = false) {
            self.source = source
            self.whenPresent = whenPresent
            self.whenMissing = whenMissing
            self.removes = removes
        }
    }

    /// What is set.
    public struct Target: Sendable, Equatable {
        /// The name space.
        public var space: String
        /// The name in it.
        public var key: String
        /// The value; empty means that of the field.
        public var value: String
        /// What is done to the field's value; nil means nothing.
        public var rewrite: RegexRewriteConfiguration?
        /// Whether the value is a number, and not a text. Envoy's default: false.
        public var isNumber: Bool
        /// Whether the value is in base64. Envoy's default: false.
        public var isBase64: Bool

        /// What is set.
        public init(
            space: String, key: String, value: String = "", rewrite: RegexRewriteConfiguration? = nil,
            isNumber: Bool = false, isBase64: Bool = false
        ) {
            self.space = space
            self.key = key
            self.value = value
            self.rewrite = rewrite
            self.isNumber = isNumber
            self.isBase64 = isBase64
        }
    }

    /// Makes a filter with these rules.
    public init(requestRules: [Rule] = [], responseRules: [Rule] = []) {
        self.requestRules = requestRules
        self.responseRules = responseRules
    }
}
