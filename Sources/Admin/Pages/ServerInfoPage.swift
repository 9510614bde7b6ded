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
        page.member("version", "apus/\(node.version)/Clean/RELEASE/no-ssl")
        page.member("state", state)
        page.member("uptime_current_epoch", "\((now &- server.startTime) / 1_000_000_000)s")
        page.member("uptime_all_epochs", "\((now &- server.originalStartTime) / 1_000_000_000)s")
        page.member("hot_restart_version", hotRestartVersion(options))
        page.beginObject("command_line_options")
        write(options, baseID: server.baseID, to: &page)
        page.endObject()
        page.beginObject("node")
        node.write(to: &page)
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

    /// The members of Envoy's `CommandLineOptions` that there are flags for, in its order.
    private static func write(_ options: ProxyOptions, baseID: UInt32, to page: inout JSONWriter) {
        page.member("base_id", text: UInt64(baseID))
        page.member("concurrency", number: UInt64(clamping: options.concurrency))
        page.member("config_path", options.configurationPath)
        page.member("config_yaml", options.configurationText)
        page.member("allow_unknown_static_fields", options.allowsUnknownStaticFields)
        page.member("admin_address_path", options.adminAddressPath)
        page.member("log_level", options.logLevel)
        page.member("log_format", options.logFormat)
        page.member("log_path", options.logPath)
        page.member("service_cluster", options.serviceCluster)
        page.member("service_node", options.serviceNode)
        page.member("service_zone", options.serviceZone)
        page.member("drain_time", "\(options.drainSeconds)s")
        page.member("parent_shutdown_time", "\(options.hotRestart.parentShutdownSeconds)s")
        page.member("mode", "Serve")
        page.member("disable_hot_restart", !options.hotRestart.isEnabled)
        page.member("restart_epoch", number: UInt64(options.hotRestart.epoch))
        page.member("use_dynamic_base_id", options.hotRestart.choosesBaseID)
        page.member("base_id_path", options.hotRestart.baseIDPath)
        page.member("drain_strategy", options.drainsGradually ? "Gradual" : "Immediate")
        page.member("socket_path", options.hotRestart.socketPath)
        page.member("socket_mode", number: UInt64(options.hotRestart.socketMode))
        page.member("skip_hot_restart_on_no_parent", options.hotRestart.startsWithoutParent)
        page.member("skip_hot_restart_parent_stats", options.hotRestart.skipsParentCounters)
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
