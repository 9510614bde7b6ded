extension ConfigDumpPage {
    /// A field of the dump that a query can ask for by name.
    enum Resource: String {
        case staticClusters = "static_clusters"
        case staticListeners = "static_listeners"
        case staticRouteConfigs = "static_route_configs"
        case staticEndpointConfigs = "static_endpoint_configs"
        case staticSecrets = "static_secrets"
        case dynamicActiveSecrets = "dynamic_active_secrets"
        case dynamicWarmingSecrets = "dynamic_warming_secrets"
        case dynamicActiveClusters = "dynamic_active_clusters"
        case dynamicWarmingClusters = "dynamic_warming_clusters"
        case dynamicListeners = "dynamic_listeners"
        case dynamicRouteConfigs = "dynamic_route_configs"
        case dynamicEndpointConfigs = "dynamic_endpoint_configs"
    }
}

extension ConfigDumpPage.Resource {
    /// The name of the field.
    var field: StaticString {
        switch self {
        case .staticClusters: "static_clusters"
        case .staticListeners: "static_listeners"
        case .staticRouteConfigs: "static_route_configs"
        case .staticEndpointConfigs: "static_endpoint_configs"
        case .dynamicActiveClusters: "dynamic_active_clusters"
        case .dynamicWarmingClusters: "dynamic_warming_clusters"
        case .dynamicListeners: "dynamic_listeners"
        case .dynamicRouteConfigs: "dynamic_route_configs"
        case .dynamicEndpointConfigs: "dynamic_endpoint_configs"
        case .staticSecrets: "static_secrets"
        case .dynamicActiveSecrets: "dynamic_active_secrets"
        case .dynamicWarmingSecrets: "dynamic_warming_secrets"
        }
    }

    /// The message of an element.
    var elementType: StaticString {
        switch self {
        case .staticClusters: "ClustersConfigDump.StaticCluster"
        case .staticListeners: "ListenersConfigDump.StaticListener"
        case .staticRouteConfigs: "RoutesConfigDump.StaticRouteConfig"
        case .staticEndpointConfigs: "EndpointsConfigDump.StaticEndpointConfig"
        case .dynamicActiveClusters, .dynamicWarmingClusters: "ClustersConfigDump.DynamicCluster"
        case .dynamicListeners: "ListenersConfigDump.DynamicListener"
        case .dynamicRouteConfigs: "RoutesConfigDump.DynamicRouteConfig"
        case .dynamicEndpointConfigs: "EndpointsConfigDump.DynamicEndpointConfig"
        case .staticSecrets: "SecretsConfigDump.StaticSecret"
        case .dynamicActiveSecrets, .dynamicWarmingSecrets: "SecretsConfigDump.DynamicSecret"
        }
    }

    /// The member of an element that holds the resource.
    var content: StaticString {
        switch self {
        case .staticClusters, .dynamicActiveClusters, .dynamicWarmingClusters: "cluster"
        case .staticListeners, .dynamicListeners: "listener"
        case .staticRouteConfigs, .dynamicRouteConfigs: "route_config"
        case .staticEndpointConfigs, .dynamicEndpointConfigs: "endpoint_config"
        case .staticSecrets, .dynamicActiveSecrets, .dynamicWarmingSecrets: "secret"
        }
    }

    /// The resource's type.
    var contentType: StaticString {
        switch self {
        case .staticClusters, .dynamicActiveClusters, .dynamicWarmingClusters:
            "type.googleapis.com/envoy.config.cluster.v3.Cluster"
        case .staticListeners, .dynamicListeners: "type.googleapis.com/envoy.config.listener.v3.Listener"
        case .staticRouteConfigs, .dynamicRouteConfigs:
            "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
        case .staticEndpointConfigs, .dynamicEndpointConfigs:
            "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"
        case .staticSecrets, .dynamicActiveSecrets, .dynamicWarmingSecrets:
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"
        }
    }
}
