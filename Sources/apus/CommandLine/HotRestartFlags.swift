internal import ProxyRuntime

/// The flags of hot restart.
enum HotRestartFlags {
    /// Carries the flags over into the options.
    static func apply(_ flags: ParsedFlags, to options: inout HotRestartOptions) throws(CommandFailure) {
        options.isEnabled = !flags.toggles.contains("--disable-hot-restart")
        options.choosesBaseID = flags.toggles.contains("--use-dynamic-base-id")
        options.startsWithoutParent = flags.toggles.contains("--skip-hot-restart-on-no-parent")
        options.skipsParentCounters = flags.toggles.contains("--skip-hot-restart-parent-stats")
        options.baseIDPath = flags.values["--base-id-path"] ?? ""
        if let text = flags.values["--socket-path"] {
            guard !text.isEmpty, text.utf8.count <= 90 else {
                throw .usage("--socket-path: a path of 1 to 90 bytes expected, found '\(text)'")
            }
            options.socketPath = text
        }
        if let text = flags.values["--socket-mode"] {
            guard let mode = UInt32(text, radix: 8), mode <= 0o777 else {
                throw .usage("--socket-mode: octal permissions expected, found '\(text)'")
            }
            options.socketMode = mode
        }
        options.baseID = try flags.number("--base-id", in: 0...UInt32.max / 10) ?? options.baseID
        if let text = flags.values["--restart-epoch"] {
            guard let epoch = UInt32(text) else {
                throw .usage("--restart-epoch: 0, or how many instances there were before, expected; found '\(text)'")
            }
            options.epoch = epoch
        }
        if let text = flags.values["--parent-shutdown-time-s"] {
            guard let seconds = UInt32(text) else {
                throw .usage("--parent-shutdown-time-s: seconds expected, found '\(text)'")
            }
            options.parentShutdownSeconds = seconds
        }
        if options.epoch > 0 && options.choosesBaseID {
            throw .usage(
                "--use-dynamic-base-id: a later instance (--restart-epoch \(options.epoch)) has the base id of the "
                    + "one before")
        }
        if options.epoch > 0 && !options.isEnabled {
            throw .usage("--restart-epoch \(options.epoch): hot restart is off by --disable-hot-restart")
        }
    }
}
