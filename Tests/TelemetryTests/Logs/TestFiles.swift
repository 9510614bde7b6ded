import Buffers
import Glibc
import Telemetry

/// A directory that goes with its owner.
final class TemporaryDirectory {
    let path: String

    init() {
        var template = Array("/tmp/apus-telemetry-XXXXXX".utf8CString)
        path = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress, let made = unsafe mkdtemp(start) else { return "" }
            return unsafe String(cString: made)
        }
    }

    deinit {
        guard let directory = unsafe opendir(path) else { return }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { _ = unsafe unlink("\(path)/\(name)") }
        }
        unsafe closedir(directory)
        _ = unsafe rmdir(path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// The whole of a file; empty when there is none.
func contents(_ path: String) -> String {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    return readAll(descriptor)
}

/// What can be read from a descriptor until its end, or until it would block.
func readAll(_ descriptor: Int32) -> String {
    var whole: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe read(descriptor, &bytes, bytes.count)
        if count <= 0 { return String(decoding: whole, as: UTF8.self) }
        whole += bytes[..<count]
    }
}

/// A pipe's two ends, which no process inherits that another test starts; the reading one does not block.
func makePipe() -> (read: Int32, write: Int32) {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let path = directory.file("pipe")
    _ = unsafe mkfifo(path, 0o600)
    let reader = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
    return (reader, writer)
}

extension LogStream {
    func line(_ text: String) {
        buffer.append(text)
        buffer.append("\n" as StaticString)
        commitLine()
    }
}

/// Waits until `condition` holds, at most a minute, which only a hang takes.
func wait(until condition: () -> Bool) -> Bool {
    var start = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &start)
    while !condition() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        if now.tv_sec - start.tv_sec > 60 { return false }
        sched_yield()
    }
    return true
}
