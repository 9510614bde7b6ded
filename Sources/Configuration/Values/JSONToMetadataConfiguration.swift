public import RegularExpressions

/// The filter that makes metadata of bodies that are JSON
/// (`envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata`).
public struct JSONToMetadataConfiguration: HTTPFilterValue {
    /// What is done with requests; nil: nothing, and they are not waited for.
    public var request: Rules?
    /// What is done with responses; nil: nothing, and they are not waited for.
    public var response: Rules?

    /// What is done with bodies of one direction.
    public struct Rules: Sendable, Equatable {
        /// What is made of them, in this order.
        public var rules: [Rule]
        /// The types of bodies that are looked at. Envoy's default: `application/json` alone.
        public var contentTypes: [String] = ["application/json"]
        /// Further types of bodies that are looked at; nil: none.
        public var contentTypePattern: RegularExpression?
        /// Whether bodies are looked at that do not say their type. Envoy's default: false.
        public var allowsMissingType = false

        /// Rules.
        public init(rules: [Rule]) { self.rules = rules }
    }

    /// What is made of one value of a body.
    public struct Rule: Sendable, Equatable {
        /// The keys that lead to it; at least one.
        public var path: [String]
        /// What is set when it is there.
        public var whenPresent: Target?
        /// What is set when it is not there; with a value.
        public var whenMissing: Target?
        /// What is set when the body is no JSON; with a value.
        public var whenInvalid: Target?

        /// A rule.
        public init(path: [String], whenPresent: Target?, whenMissing: Target?, whenInvalid: Target?) {
            self.path = path
            self.whenPresent = whenPresent
            self.whenMissing = whenMissing
            self.whenInvalid = whenInvalid
        }
    }

    /// As what a value is set.
    public enum Form: Sendable, Equatable {
        /// As what it is.
        case itself
        /// As a text.
        case text
        /// As a number.
        case number
    }

    /// What is set.
    public struct Target: Sendable, Equatable {
        /// The name space.
        public var space: String
        /// The name in it.
        public var key: String
        /// The value; nil: that of the body.
        public var value: StructValue?
        /// As what the body's value is set. Envoy's default: as what it is.
        public var form: Form
        /// Whether what is there already stays. Envoy's default: false.
        public var keepsExisting: Bool

        /// What is set.
        public init(
            space: String, key: String, value: StructValue? = nil, form: Form = .itself, keepsExisting: Bool = false
        ) {
            self.space = space
            self.key = key
            self.value = value
            self.form = form
            self.keepsExisting = keepsExisting
        }
    }

    /// A filter with these rules.
    public init(request: Rules? = nil, response: Rules? = nil) {
        self.request = request
        self.response = response
    }
}
