public import Telemetry

/// The statistics of all clusters together.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/operations/stats_overview and the
/// statistics page of each subsystem.
public enum ClusterManagerMetric: Int, MetricIndex {
    /// `active_clusters`
    case activeClusters
    /// `cluster_added`
    case clusterAdded
    /// `cluster_modified`
    case clusterModified
    /// `cluster_removed`
    case clusterRemoved
    /// `cluster_updated`
    case clusterUpdated
    /// `cluster_updated_via_merge`
    case clusterUpdatedViaMerge
    /// `update_merge_cancelled`
    case updateMergeCancelled
    /// `update_out_of_merge_window`
    case updateOutOfMergeWindow
    /// `warming_clusters`
    case warmingClusters

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .activeClusters: .gauge("active_clusters")
        case .clusterAdded: .counter("cluster_added")
        case .clusterModified: .counter("cluster_modified")
        case .clusterRemoved: .counter("cluster_removed")
        case .clusterUpdated: .counter("cluster_updated")
        case .clusterUpdatedViaMerge: .counter("cluster_updated_via_merge")
        case .updateMergeCancelled: .counter("update_merge_cancelled")
        case .updateOutOfMergeWindow: .counter("update_out_of_merge_window")
        case .warmingClusters: .gauge("warming_clusters")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "cluster_manager.")
}
