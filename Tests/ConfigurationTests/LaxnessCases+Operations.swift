extension LaxnessCases {
    private static let pressure =
        #"{"name":"envoy.resource_monitors.injected_resource","typed_config":{"@type":"# + monitors
        + #"injected_resource.v3.InjectedResourceConfig","filename":"/tmp/pressure"}}"#
    private static let monitors = #""type.googleapis.com/envoy.extensions.resource_monitors."#
    private static let trigger = #"{"name":"envoy.resource_monitors.injected_resource","threshold":{"value":0.5}}"#

    private static func overload(_ fields: String) -> String {
        #""overload_manager":{"resource_monitors":["# + pressure + "]" + fields + "},"
    }

    private static func action(_ name: String, _ triggers: String = trigger) -> String {
        overload(#","actions":[{"name":"envoy.overload_actions.\#(name)","triggers":[\#(triggers)]}]"#)
    }

    private static func monitor(_ name: String, _ type: String, _ fields: String) -> String {
        #""overload_manager":{"resource_monitors":[{"name":"envoy.resource_monitors.\#(name)","typed_config":{"@type":"#
            + monitors + #"\#(type)",\#(fields)}}]},"#
    }

    private static func scaled(_ from: String, _ to: String) -> String {
        #"{"name":"envoy.resource_monitors.injected_resource","scaled":"#
            + #"{"scaling_threshold":\#(from),"saturation_threshold":\#(to)}}"#
    }

    private static func layers(_ text: String) -> String { #""layered_runtime":{"layers":["# + text + "]}," }

    private static func reduced(_ timers: String, name: String = "reduce_timeouts") -> String {
        let type = "type.googleapis.com/envoy.config.overload.v3.ScaleTimersOverloadActionConfig"
        return overload(
            #","actions":[{"name":"envoy.overload_actions.\#(name)","triggers":[{"name":"#
                + #""envoy.resource_monitors.injected_resource","threshold":{"value":0.5}}],"#
                + #""typed_config":{"@type":"\#(type)","timer_scale_factors":[\#(timers)]}}]"#)
    }

    /// The overload action that reduces timeouts.
    static let reducedTimeouts: [LaxnessCase] =
        [
            #"{"timer":"HTTP_DOWNSTREAM_CONNECTION_IDLE","min_timeout":"2s"}"#,
            #"{"timer":"HTTP_DOWNSTREAM_CONNECTION_IDLE","min_timeout":"0s"}"#,
            #"{"timer":"TRANSPORT_SOCKET_CONNECT","min_scale":{}},{"timer":5,"min_scale":{"value":100}}"#,
            #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_scale":{"value":0.5}},"#
                + #"{"timer":"HTTP_DOWNSTREAM_CONNECTION_MAX","min_timeout":"1s"}"#,
        ].map { .accepted(.bootstrap, reduced($0)) }
        + [
            "", "{}", #"{"timer":"UNSPECIFIED","min_timeout":"2s"}"#, #"{"min_timeout":"2s"}"#,
            #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE"}"#, #"{"timer":9,"min_timeout":"2s"}"#,
            #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_timeout":"-1s"}"#,
            #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_scale":{"value":101}}"#,
            #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_scale":{}},"#
                + #"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_scale":{}}"#,
        ].map { .refused(.bootstrap, reduced($0)) } + [
            .refused(
                .bootstrap,
                reduced(#"{"timer":"HTTP_DOWNSTREAM_STREAM_IDLE","min_timeout":"2s"}"#, name: "shrink_heap"))
        ]

    /// The overload manager.
    static let overload: [LaxnessCase] = [
        .accepted(.bootstrap, overload("")),
        .accepted(.bootstrap, overload(#","refresh_interval":"0.25s""#)),
        .refused(.bootstrap, #""overload_manager":{},"#),
        .accepted(.bootstrap, action("stop_accepting_requests")),
        .accepted(.bootstrap, action("disable_http_keepalive")),
        .accepted(.bootstrap, action("stop_accepting_connections")),
        .accepted(.bootstrap, action("reject_incoming_connections", scaled("0.25", "0.75"))),
        .accepted(
            .bootstrap,
            action("shrink_heap", #"{"name":"envoy.resource_monitors.injected_resource","# + #""threshold":{}}"#)),
        .unimplemented(
            .bootstrap,
            overload(
                #","buffer_factory_config":{"minimum_account_to_track_power_of_two":20},"actions":[{"name":"#
                    + #""envoy.overload_actions.reset_high_memory_stream","triggers":[\#(trigger)]}]"#)),
        .refused(.bootstrap, #""overload_manager":{"resource_monitors":[]},"#),
        .refused(.bootstrap, action("stop_everything")),
        .refused(.bootstrap, action("shrink_heap", "")),
        .refused(.bootstrap, action("shrink_heap", scaled("0.5", "0.5"))),
        .refused(.bootstrap, action("shrink_heap", scaled("0.5", "1.5"))),
        .refused(.bootstrap, action("shrink_heap", #"{"name":"nobody","threshold":{"value":0.5}}"#)),
        .refused(
            .bootstrap,
            action("shrink_heap", #"{"name":"envoy.resource_monitors.injected_resource","threshold":{"value":1.5}}"#)),
        .refused(.bootstrap, action("shrink_heap", #"{"name":"envoy.resource_monitors.injected_resource"}"#)),
        .refused(
            .bootstrap,
            overload(
                #","actions":[{"name":"envoy.overload_actions.shrink_heap","triggers":[\#(trigger)]},"#
                    + #"{"name":"envoy.overload_actions.shrink_heap","triggers":[\#(trigger)]}]"#)),
        .refused(.bootstrap, #""overload_manager":{"resource_monitors":[\#(pressure),\#(pressure)]},"#),
        .accepted(.bootstrap, monitor("fixed_heap", "fixed_heap.v3.FixedHeapConfig", #""max_heap_size_bytes":"99""#)),
        .refused(.bootstrap, monitor("fixed_heap", "fixed_heap.v3.FixedHeapConfig", #""max_heap_size_bytes":0"#)),
        .accepted(
            .bootstrap,
            monitor(
                "global_downstream_max_connections", "downstream_connections.v3.DownstreamConnectionsConfig",
                #""max_active_downstream_connections":10"#)),
        .refused(
            .bootstrap,
            monitor(
                "global_downstream_max_connections", "downstream_connections.v3.DownstreamConnectionsConfig",
                #""max_active_downstream_connections":0"#)),
        .refused(
            .bootstrap,
            monitor(
                "downstream_connections", "downstream_connections.v3.DownstreamConnectionsConfig",
                #""max_active_downstream_connections":10"#)),
        .accepted(.listener, #""max_connections_to_accept_per_socket_event":1,"#),
        .refused(.listener, #""max_connections_to_accept_per_socket_event":0,"#),
        .accepted(.listener, #""ignore_global_conn_limit":true,"#),
    ]

    /// Watchdogs and runtime layers.
    static let operations: [LaxnessCase] = [
        .accepted(.bootstrap, #""watchdog":{"miss_timeout":"0.5s","megamiss_timeout":"2s"},"#),
        .accepted(.bootstrap, #""watchdog":{"miss_timeout":"0s"},"#),
        .accepted(
            .bootstrap,
            #""watchdogs":{"main_thread_watchdog":{"kill_timeout":"5s","max_kill_timeout_jitter":"1s"},"#
                + #""worker_watchdog":{"multikill_timeout":"5s","multikill_threshold":{"value":50}}},"#),
        .refused(.bootstrap, #""watchdog":{},"watchdogs":{},"#),
        .refused(.bootstrap, #""watchdog":{"multikill_threshold":{"value":101}},"#),
        .accepted(.bootstrap, layers(#"{"name":"a","static_layer":{"b":{"c":1},"d":"x","e":true}}"#)),
        .accepted(.bootstrap, layers(#"{"name":"a","admin_layer":{}}"#)),
        .unimplemented(.bootstrap, layers(#"{"name":"a","disk_layer":{"symlink_root":"/tmp/none"}}"#)),
        .refused(.bootstrap, layers(#"{"name":"","static_layer":{}}"#)),
        .refused(.bootstrap, layers(#"{"name":"a"}"#)),
        .refused(.bootstrap, layers(#"{"name":"a","static_layer":{}},{"name":"a","static_layer":{}}"#)),
        .refused(.bootstrap, layers(#"{"name":"a","static_layer":7}"#)),
    ]
}
