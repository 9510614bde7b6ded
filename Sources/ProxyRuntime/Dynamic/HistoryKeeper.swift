/// Where the history is kept. Confined to the main loop.
final class HistoryKeeper {
    /// The history so far.
    var history = ConfigurationHistory()
}
