internal import Synchronization

/// The runtime layers while the proxy runs: whoever heeds a key takes its value here once, and sees it change.
///
/// ```
///   layers of the file, /runtime_modify ── publish ──▶ LiveRuntime ──▶ RuntimeValue (atomic) ◀── workers
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/runtime
public final class LiveRuntime: Sendable {
    /// Finds what stands at a key in the layers of one moment.
    public typealias LookUp = @Sendable (_ key: String) -> RuntimeEntry

    private struct State {
        var lookUp: LookUp
        /// All that stand in some layer.
        var keys: Set<String>
        /// By key. They stay as long as the process: configurations name few keys, and name them again.
        var values: [String: RuntimeValue] = [:]
    }

    private let state: Mutex<State>

    /// Begins with these layers, in which `keys` stand.
    public init(keys: Set<String> = [], _ lookUp: @escaping LookUp = { _ in RuntimeEntry() }) {
        state = Mutex(State(lookUp: lookUp, keys: keys))
    }

    /// What stands at a key.
    public func value(at key: String) -> RuntimeValue {
        state.withLock { state in
            if let known = state.values[key] { return known }
            let value = RuntimeValue()
            value.set(state.lookUp(key))
            state.values[key] = value
            return value
        }
    }

    /// A whole number; `fallback` is what holds while none stands at the key.
    public func number(_ fallback: UInt64, at key: String) -> RuntimeNumber {
        RuntimeNumber(fallback, value: value(at: key))
    }

    /// What stands at a key at this moment. For keys that are so many that nobody may hold a value for each.
    public func entry(at key: String) -> RuntimeEntry { state.withLock { $0.lookUp(key) } }

    /// Whether a key that begins so stands in some layer.
    public func hasKeys(beginning prefix: String) -> Bool {
        state.withLock { state in state.keys.contains { $0.hasPrefix(prefix) } }
    }

    /// Whether somebody heeds a key.
    public func heeds(_ key: String) -> Bool { state.withLock { $0.values[key] != nil } }

    /// Takes other layers, in which `keys` stand.
    public func publish(keys: Set<String> = [], _ lookUp: @escaping LookUp) {
        state.withLock { state in
            state.lookUp = lookUp
            state.keys = keys
            for (key, value) in state.values { value.set(lookUp(key)) }
        }
    }
}
