/// Who may connect (`envoy.extensions.filters.network.rbac.v3.RBAC`).
public struct NetworkRBACConfiguration: Sendable, Equatable {
    /// The first part of its statistics' names.
    public var statPrefix: String
    /// The rules; nil means all are let through.
    public var rules: RBACRules?
    /// Rules that are only counted; nil means none.
    public var shadowRules: RBACRules?
    /// The prefix of names of statistics and metadata of the rules that are only counted; empty means nothing.
    public var shadowStatPrefix = ""
    /// Whether the rules are asked again whenever bytes come. Envoy's default: false.
    public var isContinuous = false
    /// How long a connection that is refused is left open, in nanoseconds. Envoy's default: 0.
    public var delay: UInt64 = 0

    /// Makes a filter that lets all through.
    public init(statPrefix: String) { self.statPrefix = statPrefix }
}
