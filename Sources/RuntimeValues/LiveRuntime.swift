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
        /// By key. They stay as long as the process: configurations name few keys, and name them again.
        var values: [String: RuntimeValue] = [:]
    }

    private let state: Mutex<State>

    /// Begins with these layers.
    public init(_ lookUp: @escaping LookUp = { _ in RuntimeEntry() }) { state = Mutex(State(lookUp: lookUp)) }

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

    /// Whether somebody heeds a key.
    public func heeds(_ key: String) -> Bool { state.withLock { $0.values[key] != nil } }

    /// Takes other layers.
    public func publish(_ lookUp: @escaping LookUp) {
        state.withLock { state in
            state.lookUp = lookUp
            for (key, value) in state.values { value.set(lookUp(key)) }
        }
    }
}
