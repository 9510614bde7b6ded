internal import Buffers
internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// `/server_info`: Envoy's `ServerInfo` message.
enum ServerInfoPage {
    /// What two binaries must have in common to hand over to each other, or that they do not.
    static func hotRestartVersion(_ options: ProxyOptions) -> String {
        options.hotRestart.isEnabled ? HotRestartOptions.version : "disabled"
    }

    static func json(node: AdminNode, state: String, server: ProxyServer) -> ByteBuffer {
        let options = server.options
        let now = server.loop.now
        var page = JSONWriter()
        page.beginObject()
        // Envoy's five parts: revision, version, state of the sources, build, TLS library.
        page.member("version", "apus/\(node.version)/Clean/RELEASE/OpenSSL")
        page.member("state", state)
        page.member("uptime_current_epoch", "\((now &- server.startTime) / 1_000_000_000)s")
        page.member("uptime_all_epochs", "\((now &- server.originalStartTime) / 1_000_000_000)s")
        page.member("hot_restart_version", hotRestartVersion(options))
        page.beginObject("command_line_options")
        write(options, baseID: server.baseID, to: &page)
        page.endObject()
        page.beginObject("node")
        node.write(to: &page, isWhole: true)
        page.beginArray("extensions")
        page.endArray()
        page.beginArray("client_features")
        page.endArray()
        page.beginArray("listening_addresses")
        page.endArray()
        page.beginObject("dynamic_parameters")
        page.endObject()
        page.endObject()
        page.member("hot_restart_initializing", false)
        page.endObject()
        return page.finish()
    }

    /// The members of Envoy's `CommandLineOptions`, in its order; those without a flag have the value that Apus always
    /// has.
    private static func write(_ options: ProxyOptions, baseID: UInt32, to page: inout JSONWriter) {
        page.member("base_id", text: UInt64(baseID))
        page.member("concurrency", number: UInt64(clamping: options.concurrency))
        page.member("config_path", options.configurationPath)
        page.member("config_yaml", options.configurationText)
        page.member("allow_unknown_static_fields", options.allowsUnknownStaticFields)
        page.member("admin_address_path", options.adminAddressPath)
        page.member("local_address_ip_version", "v4")
        page.member("log_level", options.logLevel)
        page.member("component_log_level", "")
        page.member("log_format", options.logFormat)
        page.member("log_path", options.logPath)
        page.member("service_cluster", options.serviceCluster)
        page.member("service_node", options.serviceNode)
        page.member("service_zone", options.serviceZone)
        page.member("file_flush_interval", duration(milliseconds: options.logFlushMilliseconds))
        page.member("drain_time", "\(options.drainSeconds)s")
        page.member("parent_shutdown_time", "\(options.hotRestart.parentShutdownSeconds)s")
        page.member("mode", "Serve")
        page.member("disable_hot_restart", !options.hotRestart.isEnabled)
        page.member("enable_mutex_tracing", false)
        page.member("restart_epoch", number: UInt64(options.hotRestart.epoch))
        page.member("cpuset_threads", false)
        page.member("reject_unknown_dynamic_fields", options.refusesUnknownDynamicFields)
        page.member("log_format_escaped", false)
        page.member("disabled_extensions", [])
        page.member("ignore_unknown_dynamic_fields", options.ignoresUnknownDynamicFields)
        page.member("use_dynamic_base_id", options.hotRestart.choosesBaseID)
        page.member("base_id_path", options.hotRestart.baseIDPath)
        page.member("drain_strategy", options.drainsGradually ? "Gradual" : "Immediate")
        page.member("enable_fine_grain_logging", false)
        page.member("socket_path", options.hotRestart.socketPath)
        page.member("socket_mode", number: UInt64(options.hotRestart.socketMode))
        page.member("enable_core_dump", false)
        page.member("stats_tag", options.statisticsTags.map { "\($0.name):\($0.value)" })
        page.member("skip_hot_restart_on_no_parent", options.hotRestart.startsWithoutParent)
        page.member("skip_hot_restart_parent_stats", options.hotRestart.skipsParentCounters)
        page.member("skip_deprecated_logs", false)
        page.member("file_flush_min_size", number: 0)
        page.member("log_stacktrace_single_entry", false)
    }

    /// As protobuf's JSON has it: no fraction, or one of three digits.
    private static func duration(milliseconds: UInt64) -> String {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        if rest == 0 { return "\(seconds)s" }
        let digits = String(rest + 1_000).dropFirst()
        return "\(seconds).\(digits)s"
    }
}

/// `/memory`: Envoy's `Memory` message, with what the C library's allocator knows.
enum MemoryPage {
    static func json(_ memory: ProcessMemory) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.member("allocated", text: memory.allocated)
        page.member("heap_size", text: memory.heap)
        // The allocator has no page heap and no thread caches of its own.
        page.member("pageheap_unmapped", text: 0)
        page.member("pageheap_free", text: memory.heap >= memory.allocated ? memory.heap - memory.allocated : 0)
        page.member("total_thread_cache", text: 0)
        page.member("total_physical_bytes", text: memory.resident)
        page.endObject()
        return page.finish()
    }
}
