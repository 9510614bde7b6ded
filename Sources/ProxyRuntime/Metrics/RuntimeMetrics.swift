internal import Synchronization
internal import Telemetry

/// The `runtime.*` metrics: what the layers hold.
enum RuntimeMetrics {
    static func register(in registry: MetricRegistry, _ state: PublishedState) {
        registry.addSource("runtime.num_keys", isAlwaysUsed: true) { state.runtimeKeys.load(ordering: .relaxed) }
        registry.addSource("runtime.num_layers", isAlwaysUsed: true) { state.runtimeLayers.load(ordering: .relaxed) }
        registry.addSource("runtime.admin_overrides_active") {
            state.hasRuntimeOverrides.load(ordering: .relaxed) ? 1 : 0
        }
        registry.addSource("runtime.deprecated_feature_seen_since_process_start") { 0 }
        registry.addSource("runtime.deprecated_feature_use", kind: .counter) { 0 }
        registry.addSource("runtime.load_error", kind: .counter) { 0 }
        // Envoy loads the layers once before and once after its clusters, and looks for no directory each time.
        registry.addSource("runtime.load_success", kind: .counter) { state.runtimeLoads.load(ordering: .relaxed) }
        registry.addSource("runtime.override_dir_exists", kind: .counter) { 0 }
        registry.addSource("runtime.override_dir_not_exists", kind: .counter) {
            state.runtimeLoads.load(ordering: .relaxed)
        }
    }
}
