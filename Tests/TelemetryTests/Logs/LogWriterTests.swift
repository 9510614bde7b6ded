import Buffers
import Glibc
import Synchronization
import Testing

@testable import Telemetry

@Suite("The log writer")
struct LogWriterTests {
    private func monotonicMilliseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    @Test("Finishing writes every line, in the order of each stream")
    func order() async throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let sink = try writer.open(.file(directory.file("log"))).get()
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<3 {
                group.addTask {
                    let stream = LogStream(sink)
                    for i in 0..<20_000 { stream.line("\(worker) \(i)") }
                    stream.flush()
                }
            }
        }
        #expect(writer.finish(milliseconds: 60_000))
        var next = [0, 0, 0]
        var isOrdered = true
        for line in contents(directory.file("log")).split(separator: "\n") {
            let fields = line.split(separator: " ").compactMap { Int($0) }
            if fields.count != 2 || next[fields[0]] != fields[1] { isOrdered = false }
            next[fields[0]] += 1
        }
        #expect(isOrdered)
        #expect(next == [20_000, 20_000, 20_000])
        let statistics = sink.statistics
        #expect(statistics.writtenLines == 60_000)
        #expect(statistics.writtenBytes == UInt64(contents(directory.file("log")).utf8.count))
        #expect(statistics.droppedLines == 0)
        #expect(statistics.queuedBytes == 0)
    }

    @Test("A file is appended to, and lines below the batch size wait for a flush")
    func appending() throws {
        let directory = TemporaryDirectory()
        for round in 0..<2 {
            let writer = try LogWriter()
            let stream = LogStream(try writer.open(.file(directory.file("log"))).get())
            stream.line("round \(round)")
            #expect(stream.hasPendingLines)
            #expect(stream.sink.statistics.queuedBytes == 0)
            stream.flush()
            #expect(!stream.hasPendingLines)
            #expect(writer.finish(milliseconds: 60_000))
        }
        #expect(contents(directory.file("log")) == "round 0\nround 1\n")
    }

    @Test("A pipe that nobody reads stops neither the producer nor another log", arguments: [true, false])
    func blockedPipe(isOwned: Bool) throws {
        let (reader, writing) = makePipe()
        defer { close(reader) }
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let sink: LogSink
        if isOwned {
            sink = try writer.open(.file("/proc/self/fd/\(writing)"), queueLimit: 256 << 10).get()
            close(writing)
        } else {
            // As for standard output: the descriptor is in blocking mode and stays so.
            sink = writer.adopt(descriptor: writing, queueLimit: 256 << 10)
        }
        let text = String(repeating: "x", count: 999)
        let begin = monotonicMilliseconds()
        let stream = LogStream(sink)
        for _ in 0..<20_000 { stream.line(text) }
        stream.flush()
        #expect(monotonicMilliseconds() - begin < 60_000)
        #expect(sink.statistics.droppedLines > 10_000)
        #expect(sink.statistics.queuedBytes <= 256 << 10)

        let file = LogStream(try writer.open(.file(directory.file("log"))).get())
        file.line("not held up")
        file.flush()
        #expect(wait { file.sink.statistics.writtenLines == 1 })

        #expect(!writer.finish(milliseconds: 50))
        // The thread drops what waits when it gets to it.
        #expect(wait { sink.statistics.queuedBytes == 0 })
        let statistics = sink.statistics
        #expect(statistics.writtenLines + statistics.droppedLines == 20_000)
        #expect(statistics.queuedBytes == 0)
        if !isOwned { close(writing) }
        #expect(UInt64(readAll(reader).utf8.count) == statistics.writtenBytes)
    }

    @Test("A pipe that is read again after a while loses nothing that fitted the queue")
    func resumedPipe() throws {
        let (reader, writing) = makePipe()
        defer { close(reader) }
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file("/proc/self/fd/\(writing)")).get())
        close(writing)
        for i in 0..<20_000 { stream.line("line \(i)") }
        stream.flush()
        var text = ""
        #expect(
            wait {
                text += readAll(reader)
                return stream.sink.statistics.queuedBytes == 0
            })
        text += readAll(reader)
        #expect(text == (0..<20_000).map { "line \($0)\n" }.joined())
        #expect(writer.finish(milliseconds: 60_000))
    }

    @Test("A reader that has gone loses lines without a signal, and they are counted")
    func brokenPipe() throws {
        let (reader, writing) = makePipe()
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file("/proc/self/fd/\(writing)")).get())
        close(reader)
        // A process that another test starts holds it until it runs its program.
        var wait = pollfd(fd: writing, events: 0, revents: 0)
        _ = unsafe poll(&wait, 1, 60_000)
        close(writing)
        stream.line("one")
        stream.line("two")
        stream.flush()
        #expect(writer.finish(milliseconds: 60_000))
        #expect(stream.sink.statistics.droppedLines == 2)
        #expect(stream.sink.statistics.droppedBytes == 8)
        #expect(stream.sink.statistics.failedWrites == 1)
    }

    @Test("A full disk is tried again at leisure, and what waits at the end is counted as dropped")
    func fullDisk() throws {
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file("/dev/full"), queueLimit: 64 << 10).get())
        let begin = monotonicMilliseconds()
        for i in 0..<20_000 { stream.line("line \(i)") }
        stream.flush()
        #expect(wait { stream.sink.statistics.failedWrites > 0 })
        for i in 0..<20_000 { stream.line("line \(i)") }
        #expect(!writer.finish(milliseconds: 100))
        stream.flush()
        // The thread drops what waits when it gets to it.
        #expect(wait { stream.sink.statistics.queuedBytes == 0 })
        // At most one a second, from a moment before the first line on.
        #expect(Int(stream.sink.statistics.failedWrites) <= 2 + (monotonicMilliseconds() - begin) / 1_000)
        #expect(stream.sink.statistics.writtenLines == 0)
        #expect(stream.sink.statistics.droppedLines == 40_000)
    }

    @Test("After a rename the file is opened anew under its old name")
    func reopening() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file(directory.file("log"))).get())
        stream.line("before")
        stream.flush()
        #expect(wait { stream.sink.statistics.writtenLines == 1 })
        #expect(unsafe rename(directory.file("log"), directory.file("log.1")) == 0)
        #expect(writer.reopen() == [])
        stream.line("after")
        stream.flush()
        #expect(writer.finish(milliseconds: 60_000))
        #expect(contents(directory.file("log.1")) == "before\n")
        #expect(contents(directory.file("log")) == "after\n")
    }

    private final class Told: Sendable {
        let isTold = Atomic<Bool>(false)
    }

    @Test("Lines that wait when the file is opened anew go to the old one, and then somebody is told")
    func waitingLines() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file(directory.file("log"))).get())
        for round in 0..<50 {
            stream.line("line \(round)")
            stream.flush()
            let old = directory.file("log.\(round)")
            #expect(unsafe rename(directory.file("log"), old) == 0)
            let told = Told()
            #expect(writer.reopen { told.isTold.store(true, ordering: .releasing) } == [])
            #expect(wait { told.isTold.load(ordering: .acquiring) })
            #expect(contents(old) == "line \(round)\n")
            #expect(contents(directory.file("log")).isEmpty)
        }
        #expect(writer.finish(milliseconds: 60_000))
        #expect(writer.reopen() == [])
    }

    @Test("When reopening fails, the old file stays in use and the error says why")
    func failedReopening() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let path = directory.file("log")
        let stream = LogStream(try writer.open(.file(path)).get())
        #expect(unsafe rename(path, directory.file("log.1")) == 0)
        #expect(unsafe mkdir(path, 0o755) == 0)
        defer { _ = unsafe rmdir(path) }
        #expect(writer.reopen() == [LogError(path: path, errno: EISDIR)])
        #expect(stream.sink.statistics.failedReopens == 1)
        stream.line("still")
        stream.flush()
        #expect(writer.finish(milliseconds: 60_000))
        #expect(contents(directory.file("log.1")) == "still\n")
    }

    @Test("What cannot be opened is an error with path and reason")
    func openErrors() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let path = directory.file("none/log")
        guard case .failure(let error) = writer.open(.file(path)) else {
            Issue.record("opened")
            return
        }
        #expect(error == LogError(path: path, errno: ENOENT))
        #expect(error.reason == "No such file or directory")
        let fifo = directory.file("fifo")
        #expect(unsafe mkfifo(fifo, 0o600) == 0)
        guard case .failure(let noReader) = writer.open(.file(fifo)) else {
            Issue.record("opened a pipe without a reader")
            return
        }
        #expect(noReader.errno == ENXIO)
    }

    @Test("Lines that come after the end are dropped and counted")
    func afterTheEnd() throws {
        let directory = TemporaryDirectory()
        let stream: LogStream
        do {
            let writer = try LogWriter()
            stream = LogStream(try writer.open(.file(directory.file("log"))).get())
            #expect(writer.finish(milliseconds: 60_000))
        }
        stream.line("late")
        stream.flush()
        #expect(stream.sink.statistics.droppedLines == 1)
        #expect(contents(directory.file("log")) == "")
    }

    @Test("A target is opened once, and closed after the last user")
    func sharing() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let one = try writer.open(.file(directory.file("log"))).get()
        let two = try writer.open(.file(directory.file("log"))).get()
        #expect(one === two)
        let stream = LogStream(one)
        writer.close(one)
        stream.line("open")
        stream.flush()
        writer.close(two)
        #expect(wait { one.statistics.writtenLines == 1 })
        let three = try writer.open(.file(directory.file("log"))).get()
        #expect(three !== one)
        #expect(try writer.open(.file("/dev/stdout")).get() === writer.open(.standardOutput).get())
        #expect(writer.finish(milliseconds: 60_000))
    }

    @Test("Buffers come back: a stream at work allocates none")
    func recycling() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let stream = LogStream(try writer.open(.file(directory.file("log"))).get())
        let text = String(repeating: "y", count: 99)
        var capacities: Set<Int> = []
        for round in 0..<200 {
            for _ in 0..<170 { stream.line(text) }
            stream.flush()
            #expect(wait { stream.sink.statistics.queuedBytes == 0 })
            if round >= 4 { capacities.insert(stream.buffer.capacity) }
        }
        #expect(capacities.count == 1)
        #expect(capacities.first ?? 0 > 0)
        #expect(writer.finish(milliseconds: 60_000))
    }
}
