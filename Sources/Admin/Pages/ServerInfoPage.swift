internal import Buffers
internal import ProxyRuntime
internal import Telemetry

/// `/server_info`: Envoy's `ServerInfo` message.
enum ServerInfoPage {
    static func json(
        node: AdminNode, state: String, uptimeSeconds: UInt64, options: ProxyOptions
    ) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        // Envoy's five parts: revision, version, state of the sources, build, TLS library.
        page.member("version", "apus/\(node.version)/Clean/RELEASE/no-ssl")
        page.member("state", state)
        page.member("uptime_current_epoch", "\(uptimeSeconds)s")
        page.member("uptime_all_epochs", "\(uptimeSeconds)s")
        page.member("hot_restart_version", "disabled")
        page.beginObject("command_line_options")
        write(options, to: &page)
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
    private static func write(_ options: ProxyOptions, to page: inout JSONWriter) {
        page.member("base_id", text: 0)
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
        page.member("mode", "Serve")
        page.member("disable_hot_restart", true)
        page.member("restart_epoch", number: 0)
        page.member("drain_strategy", options.drainsGradually ? "Gradual" : "Immediate")
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
