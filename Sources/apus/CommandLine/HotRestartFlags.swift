internal import ProxyRuntime

/// The flags of hot restart.
enum HotRestartFlags {
    /// Carries the flags over into the options; a line that says what is wrong, or nil.
    static func apply(_ flags: ParsedFlags, to options: inout HotRestartOptions) -> String? {
        options.isEnabled = !flags.toggles.contains("--disable-hot-restart")
        options.choosesBaseID = flags.toggles.contains("--use-dynamic-base-id")
        options.startsWithoutParent = flags.toggles.contains("--skip-hot-restart-on-no-parent")
        options.skipsParentCounters = flags.toggles.contains("--skip-hot-restart-parent-stats")
        options.baseIDPath = flags.values["--base-id-path"] ?? ""
        if let text = flags.values["--socket-path"] {
            guard !text.isEmpty, text.utf8.count <= 90 else {
                return "--socket-path: a path of 1 to 90 bytes expected, found '\(text)'"
            }
            options.socketPath = text
        }
        if let text = flags.values["--socket-mode"] {
            guard let mode = UInt32(text, radix: 8), mode <= 0o777 else {
                return "--socket-mode: octal permissions expected, found '\(text)'"
            }
            options.socketMode = mode
        }
        if let text = flags.values["--base-id"] {
            guard let id = UInt32(text), id <= UInt32.max / 10 else {
                return "--base-id: 0 to \(UInt32.max / 10) expected, found '\(text)'"
            }
            options.baseID = id
        }
        if let text = flags.values["--restart-epoch"] {
            guard let epoch = UInt32(text) else {
                return "--restart-epoch: 0, or how many instances there were before, expected; found '\(text)'"
            }
            options.epoch = epoch
        }
        if let text = flags.values["--parent-shutdown-time-s"] {
            guard let seconds = UInt32(text) else {
                return "--parent-shutdown-time-s: seconds expected, found '\(text)'"
            }
            options.parentShutdownSeconds = seconds
        }
        if options.epoch > 0 && options.choosesBaseID {
            return "--use-dynamic-base-id: a later instance (--restart-epoch \(options.epoch)) has the base id of the "
                + "one before"
        }
        if options.epoch > 0 && !options.isEnabled {
            return "--restart-epoch \(options.epoch): hot restart is off by --disable-hot-restart"
        }
        return nil
    }
}
