internal import Configuration
internal import Telemetry

/// The `runtime.*` metrics: what the layers of the file have, and nothing that would change them.
enum RuntimeMetrics {
    static func register(in registry: MetricRegistry, _ runtime: RuntimeConfiguration) {
        let (keys, layers) = (UInt64(runtime.keys.count), UInt64(runtime.layers.count))
        registry.addSource("runtime.num_keys") { keys }
        registry.addSource("runtime.num_layers") { layers }
        registry.addSource("runtime.admin_overrides_active") { 0 }
        registry.addSource("runtime.deprecated_feature_seen_since_process_start") { 0 }
        registry.addSource("runtime.deprecated_feature_use", kind: .counter) { 0 }
        registry.addSource("runtime.load_error", kind: .counter) { 0 }
        // Envoy loads the layers once before and once after its clusters, and looks for no directory each time.
        registry.addSource("runtime.load_success", kind: .counter) { 2 }
        registry.addSource("runtime.override_dir_exists", kind: .counter) { 0 }
        registry.addSource("runtime.override_dir_not_exists", kind: .counter) { 2 }
    }
}
