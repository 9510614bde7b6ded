/// What is done to the header fields of a message on its way: fields are removed first, then others come.
public struct HeaderEditsConfiguration: Sendable, Equatable {
    /// Names, in lower case, of fields that are removed.
    public var removals: [String]
    /// Fields that come, in their order.
    public var additions: [HeaderAdditionConfiguration]

    /// No edit unless told.
    public init(removals: [String] = [], additions: [HeaderAdditionConfiguration] = []) {
        self.removals = removals
        self.additions = additions
    }

    /// Whether nothing is done.
    public var isEmpty: Bool { removals.isEmpty && additions.isEmpty }
}

/// A field that comes to a message (`envoy.config.core.v3.HeaderValueOption`).
public struct HeaderAdditionConfiguration: Sendable, Equatable {
    /// The name in lower case; a token.
    public var name: String
    /// The value.
    public var value: SubstitutionFormat
    /// What happens to fields of that name. Envoy's default: `append`.
    public var action: Action
    /// Whether the field comes even when its value is empty. Envoy's default: false.
    public var keepsEmptyValue: Bool

    /// What happens to fields of that name (`append_action`).
    public enum Action: Sendable, Equatable {
        /// They stay; this one comes behind them.
        case append
        /// They stay, and this one does not come.
        case addIfAbsent
        /// They go; this one comes, whether there were any or not.
        case overwriteOrAdd
        /// They go; this one comes only if there were any.
        case overwrite
    }

    /// Makes a field.
    public init(
        name: String, value: SubstitutionFormat, action: Action = .append, keepsEmptyValue: Bool = false
    ) {
        self.name = name
        self.value = value
        self.action = action
        self.keepsEmptyValue = keepsEmptyValue
    }
}
