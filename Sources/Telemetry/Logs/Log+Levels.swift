extension Log {
    /// Logs every step.
    @inlinable
    public func trace(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.trace, component) { write(.trace, component, message(), file, line, function) }
    }

    /// Logs what a developer asks for.
    @inlinable
    public func debug(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.debug, component) { write(.debug, component, message(), file, line, function) }
    }

    /// Logs what an operator wants to know.
    @inlinable
    public func info(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.info, component) { write(.info, component, message(), file, line, function) }
    }

    /// Logs what is wrong without stopping the proxy.
    @inlinable
    public func warning(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.warning, component) { write(.warning, component, message(), file, line, function) }
    }

    /// Logs what failed.
    @inlinable
    public func error(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.error, component) { write(.error, component, message(), file, line, function) }
    }

    /// Logs why the proxy cannot go on.
    @inlinable
    public func critical(
        _ component: LogComponent, _ message: @autoclosure () -> String, file: StaticString = #fileID,
        line: UInt = #line, function: StaticString = #function
    ) {
        if isEnabled(.critical, component) { write(.critical, component, message(), file, line, function) }
    }
}
