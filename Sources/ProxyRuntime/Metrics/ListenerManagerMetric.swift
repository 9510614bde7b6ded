public import Telemetry

/// The statistics of all listeners together.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/operations/stats_overview and the
/// statistics page of each subsystem.
public enum ListenerManagerMetric: Int, MetricIndex {
    /// `listener_added`
    case listenerAdded
    /// `listener_create_failure`
    case listenerCreateFailure
    /// `listener_create_success`
    case listenerCreateSuccess
    /// `listener_in_place_updated`
    case listenerInPlaceUpdated
    /// `listener_modified`
    case listenerModified
    /// `listener_removed`
    case listenerRemoved
    /// `listener_stopped`
    case listenerStopped
    /// `total_filter_chains_draining`
    case totalFilterChainsDraining
    /// `total_listeners_active`
    case totalListenersActive
    /// `total_listeners_draining`
    case totalListenersDraining
    /// `total_listeners_warming`
    case totalListenersWarming
    /// `workers_pinned`
    case workersPinned
    /// `workers_started`
    case workersStarted

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .listenerAdded: .counter("listener_added")
        case .listenerCreateFailure: .counter("listener_create_failure")
        case .listenerCreateSuccess: .counter("listener_create_success")
        case .listenerInPlaceUpdated: .counter("listener_in_place_updated")
        case .listenerModified: .counter("listener_modified")
        case .listenerRemoved: .counter("listener_removed")
        case .listenerStopped: .counter("listener_stopped")
        case .totalFilterChainsDraining: .gauge("total_filter_chains_draining")
        case .totalListenersActive: .gauge("total_listeners_active")
        case .totalListenersDraining: .gauge("total_listeners_draining")
        case .totalListenersWarming: .gauge("total_listeners_warming")
        case .workersPinned: .gauge("workers_pinned")
        case .workersStarted: .gauge("workers_started")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "listener_manager.")
}
