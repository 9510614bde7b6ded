/// Pages about parts that Apus has nothing to show of: they are what Envoy shows when there are none.
enum EmptyPages {
    /// `/runtime_modify` without parameters.
    static let runtimeUsage = """
        usage: /runtime_modify?key1=value1&key2=value2&keyN=valueN
               or send the parameters as form values
        use an empty value to remove a previously added override
        """
}

/// `/stats/recentlookups`: names of metrics are resolved when a snapshot is built, so that no request ever looks up
/// one.
struct RecentLookups {
    /// Whether the names were asked to be kept.
    var isEnabled = false

    /// The page.
    var text: String {
        let head =
            isEnabled
            ? "   Count Lookup\n"
            : "Lookup tracking is not enabled. Use /stats/recentlookups/enable to enable.\n"
        return head + "\ntotal: 0\n"
    }
}
