internal import Configuration
internal import EventLoops

extension TimeoutReduction {
    /// The least timeouts of a configuration, at strength 0.
    init(_ configuration: OverloadConfiguration) {
        self.init()
        for timeout in configuration.actions.flatMap(\.reducedTimeouts) {
            let minimum: Minimum =
                switch timeout.minimum {
                case .time(let time): .time(time)
                case .percent(let percent): .percent(percent)
                }
            switch timeout.timer {
            case .connectionIdle: set(minimum, for: .connectionIdle)
            case .streamIdle: set(minimum, for: .streamIdle)
            case .connectionAge: set(minimum, for: .connectionAge)
            case .transportConnect: set(minimum, for: .transportConnect)
            case .streamFlush: set(minimum, for: .streamFlush)
            }
        }
    }
}
