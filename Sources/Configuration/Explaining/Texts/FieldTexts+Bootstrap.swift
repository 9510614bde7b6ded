extension FieldTexts {
    /// The file, its administration, statistics, runtime and overload; access logs and traces.
    static let bootstrap = #"""
        @ config.bootstrap.v3.Bootstrap
        node who this proxy is
        static_resources listeners, clusters and secrets of the file
        dynamic_resources where further listeners and clusters come from
        cluster_manager what concerns all clusters
        stats_config names of statistics, and the buckets of histograms
        deferred_stat_options which statistics are there only once there is something to count
        stats_flush_interval [5s] how often histograms are put together, and counters and gauges sent to sinks
        stats_flush_on_admin whether that happens when the statistics are asked for
        stats_sinks where statistics are sent as they come
        application_log_config how lines of the application log look
        watchdog of before watchdogs: the same for all threads
        watchdogs when a thread counts as stuck
        layered_runtime values by key that may change while the proxy serves
        admin the interface for operators; none without it
        overload_manager what happens when memory or connections run short
        default_regex_engine checked; expressions are always RE2's
        @ config.bootstrap.v3.Bootstrap.StaticResources
        listeners where connections are taken
        clusters where requests go
        secrets certificates, keys and authorities that others name
        @ config.bootstrap.v3.Bootstrap.DynamicResources
        lds_config where listeners come from
        cds_config where clusters come from
        @ config.bootstrap.v3.ClusterManager
        local_cluster_name the cluster that this proxy belongs to, for choosing endpoints by zones
        enable_deferred_cluster_creation whether `clusters_inflated` counts those that a worker uses
        outlier_detection where ejections are told
        upstream_bind_config the address that connections to endpoints come from
        @ config.bootstrap.v3.ClusterManager.OutlierDetection
        event_log_path a file with a line for each ejection
        @ config.bootstrap.v3.Bootstrap.DeferredStatOptions
        enable_deferred_creation_stats whether a cluster's statistics of traffic are there only once it has had some
        @ config.metrics.v3.StatsConfig
        stats_tags parts of names that become labels
        use_all_default_tags [true] whether Envoy's own are found
        stats_matcher which statistics are shown
        histogram_bucket_settings bounds of the buckets of histograms
        @ config.metrics.v3.TagSpecifier
        tag_name the label
        regex an expression whose first group is taken out of the name, and whose last is the value
        fixed_value the value for all
        @ config.metrics.v3.StatsMatcher
        reject_all whether none is shown
        exclusion_list names that are not shown
        inclusion_list the only names that are shown
        @ config.metrics.v3.HistogramBucketSettings
        match names of histograms
        buckets upper bounds, rising
        @ config.bootstrap.v3.Bootstrap.ApplicationLogConfig
        log_format the format of lines, where the command line gives none
        @ config.bootstrap.v3.Bootstrap.ApplicationLogConfig.LogFormat
        text_format a line with the flags of --log-format
        json_format an object of JSON with the same flags in its texts; the message is %j there
        @ config.metrics.v3.StatsSink
        name any name
        typed_config which sink it is, by its type
        @ config.metrics.v3.StatsdSink
        address where a datagram is sent for each value
        tcp_cluster_name a cluster of the file, to an endpoint of which lines go over a connection
        prefix [envoy] what all names begin with
        @ config.metrics.v3.DogStatsdSink
        address where datagrams are sent, with tags behind the values
        prefix [envoy] what all names begin with
        max_bytes_per_datagram [one line] how many bytes of lines share a datagram
        @ extensions.stat_sinks.graphite_statsd.v3.GraphiteStatsdSink
        address where datagrams are sent, with tags behind the names
        prefix [envoy] what all names begin with
        max_bytes_per_datagram [one line] how many bytes of lines share a datagram
        @ config.bootstrap.v3.Watchdogs
        main_thread_watchdog for the main thread
        worker_watchdog for workers
        @ config.bootstrap.v3.Watchdog
        miss_timeout [200ms] silence of a thread that is counted
        megamiss_timeout [1s] silence that is counted again
        kill_timeout [never] silence that ends the process
        max_kill_timeout_jitter what is added to that at random
        multikill_timeout [never] silence of several threads that ends the process
        multikill_threshold the share of threads that must be silent
        @ config.bootstrap.v3.LayeredRuntime
        layers layers of values; a later one goes before
        @ config.bootstrap.v3.RuntimeLayer
        static_layer values of the file
        admin_layer values that POST /runtime_modify sets
        rtds_layer values of a source
        @ config.bootstrap.v3.RuntimeLayer.RtdsLayer
        name the name of the resource
        rtds_config where it comes from
        @ config.bootstrap.v3.Admin
        access_log_path a file with a line for each request; of before access_log
        profile_path checked, and of no use
        address where it listens
        ignore_global_conn_limit whether the limit of all connections passes it by
        allow_paths the only paths that are served
        @ config.overload.v3.OverloadManager
        refresh_interval [1s] how often is measured
        resource_monitors what is measured
        actions what is done about it
        @ config.overload.v3.ResourceMonitor
        name the resource, which triggers name
        @ config.overload.v3.OverloadAction
        name what is done, such as "envoy.overload_actions.stop_accepting_requests"
        triggers when it is done
        @ config.overload.v3.Trigger
        name the resource
        threshold done from a pressure on
        scaled done more and more between two pressures
        @ config.overload.v3.ThresholdTrigger
        value the pressure, from 0 to 1
        @ config.overload.v3.ScaledTrigger
        scaling_threshold the pressure at which it begins
        saturation_threshold the pressure at which it is whole
        @ config.overload.v3.ScaleTimersOverloadActionConfig
        timer_scale_factors the timeouts that are shortened
        @ config.overload.v3.ScaleTimersOverloadActionConfig.ScaleTimer
        timer which
        min_timeout how short it may become
        min_scale how short it may become, as a share
        @ extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig
        max_active_downstream_connections connections of all listeners at most
        @ extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig
        max_heap_size_bytes the memory that counts as all
        @ extensions.resource_monitors.injected_resource.v3.InjectedResourceConfig
        filename a file that says the pressure
        @ config.accesslog.v3.AccessLog
        filter of which exchanges; of all without it
        @ config.accesslog.v3.AccessLogFilter
        status_code_filter by the status
        duration_filter by how long it took
        not_health_check_filter those that are no health checks
        traceable_filter those that are traced
        runtime_filter a share
        and_filter all of several
        or_filter one of several
        header_filter by a field of the request
        response_flag_filter by response flags
        grpc_status_filter by the gRPC status
        metadata_filter by metadata of the request
        log_type_filter by the occasion of the line
        @ extensions.access_loggers.file.v3.FileAccessLog
        path the file
        format a text with operators; of before log_format
        json_format an object with operators; of before log_format
        typed_json_format the same, with numbers as numbers
        log_format how a line looks; Envoy's usual one without it
        @ extensions.access_loggers.stream.v3.StderrAccessLog
        log_format how a line looks; Envoy's usual one without it
        @ extensions.access_loggers.stream.v3.StdoutAccessLog
        log_format how a line looks; Envoy's usual one without it
        @ config.accesslog.v3.StatusCodeFilter
        comparison with what it is compared
        @ config.accesslog.v3.DurationFilter
        comparison with what the milliseconds are compared
        @ config.accesslog.v3.ComparisonFilter
        op how they are compared
        value with what
        @ config.accesslog.v3.RuntimeFilter
        percent_sampled [none] the share without that key
        use_independent_randomness whether the request's id decides nothing
        @ config.accesslog.v3.AndFilter
        filters that must all hold
        @ config.accesslog.v3.OrFilter
        filters of which one must hold
        @ config.accesslog.v3.HeaderFilter
        header what the field must be
        @ config.accesslog.v3.ResponseFlagFilter
        flags short names of flags; any flag without them
        @ config.accesslog.v3.GrpcStatusFilter
        statuses the statuses
        exclude whether those are left out
        @ config.accesslog.v3.MetadataFilter
        matcher what it must be
        match_if_key_not_found [true] what holds where it is not there
        @ config.accesslog.v3.LogTypeFilter
        types the occasions
        exclude whether those are left out
        @ type.tracing.v3.CustomTag
        tag its name
        literal a text
        environment a variable of the process
        request_header a field of the request
        metadata metadata
        value a text with operators
        @ type.tracing.v3.CustomTag.Literal
        value the text
        @ type.tracing.v3.CustomTag.Environment
        name the variable
        default_value what stands where it is not set
        @ type.tracing.v3.CustomTag.Header
        name the field
        default_value what stands where it is missing
        @ type.tracing.v3.CustomTag.Metadata
        kind whose
        metadata_key where
        default_value what stands where it is missing
        @ config.trace.v3.OpenTelemetryConfig
        http_service the collector, which gets OTLP in JSON
        service_name ["unknown_service:envoy"] what the service is called
        max_cache_size [1024] spans that wait at most
        sampler who decides which spans are told, in the place of the request's own decision
        resource_detectors who says what else stands for this proxy, each over those before
        @ extensions.tracers.opentelemetry.samplers.v3.ParentBasedSamplerConfig
        wrapped_sampler who decides where the client has not
        @ extensions.tracers.opentelemetry.samplers.v3.TraceIdRatioBasedSamplerConfig
        sampling_percentage the share of traces that are told, by their ids
        @ extensions.tracers.opentelemetry.resource_detectors.v3.StaticConfigResourceDetectorConfig
        attributes names and values
        @ config.trace.v3.ZipkinConfig
        collector_cluster the cluster of the collector
        collector_endpoint the path there, such as /api/v2/spans
        collector_endpoint_version HTTP_JSON
        collector_hostname the host of the request; the cluster's name without it
        trace_id_128bit whether traces have wide ids
        shared_span_context [true] whether the upstream's span has the id of ours
        trace_context_option whether W3C's fields are read and written too
        """#
}
