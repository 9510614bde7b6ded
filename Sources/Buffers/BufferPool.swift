/// Storage of one size, lent to buffers and taken back, last in first out, so that the next reader meets warm cache.
///
/// One pool a loop, and one of small blocks a session of HTTP/2; not `Sendable`. A buffer that grew beyond the block
/// size frees its storage instead of returning it.
@safe
public final class BufferPool {
    /// Bytes a block.
    public let blockSize: Int
    /// Blocks kept for reuse at most; more are freed.
    public let capacity: Int
    // A plain stack: an array's bookkeeping costs more than the rest of lending.
    @usableFromInline let blocks: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
    /// Blocks that wait for a borrower.
    public var idleBlocks: Int { idle }
    @usableFromInline var idle = 0
    /// The fewest idle blocks since `freeUnused()`: so many were never needed.
    @usableFromInline var leastIdle = 0

    /// Makes an empty pool; blocks are allocated when first asked for.
    public init(blockSize: Int = 64 << 10, capacity: Int = 64) {
        self.blockSize = blockSize
        self.capacity = max(1, capacity)
        unsafe blocks = .allocate(capacity: max(1, capacity))
    }

    deinit {
        for index in 0..<idle { unsafe blocks[index].deallocate() }
        unsafe blocks.deallocate()
    }

    /// Frees the blocks that nobody uses.
    public func shrink() {
        for index in 0..<idle { unsafe blocks[index].deallocate() }
        idle = 0
        leastIdle = 0
    }

    /// Frees the blocks that nobody has needed since the last time.
    public func freeUnused() {
        for _ in 0..<leastIdle {
            idle &-= 1
            unsafe blocks[idle].deallocate()
        }
        leastIdle = idle
    }

    /// Gives `buffer` a block if it has no storage.
    @inlinable public func lend(to buffer: inout ByteBuffer) {
        guard buffer.capacityInBytes == 0 else { return }
        if idle > 0 {
            idle &-= 1
            if idle < leastIdle { leastIdle = idle }
            unsafe buffer.base = blocks[idle]
        } else {
            unsafe buffer.base = .allocate(capacity: blockSize)
        }
        buffer.capacityInBytes = blockSize
    }

    /// Moves bytes that are going to wait out of a block into storage of their size, and takes the block back. Does
    /// nothing for more than half of a block, or when the storage is no block.
    public func settle(_ buffer: inout ByteBuffer) {
        guard buffer.capacityInBytes == blockSize, buffer.count <= blockSize / 2 else { return }
        if buffer.isEmpty { return takeBack(from: &buffer) }
        var settled = ByteBuffer(capacity: buffer.count)
        settled.append(buffer.readable)
        buffer.removeAll()
        takeBack(from: &buffer)
        swap(&buffer, &settled)
    }

    /// Takes the storage back from an empty buffer. Does nothing while bytes are readable.
    @inlinable public func takeBack(from buffer: inout ByteBuffer) {
        guard buffer.isEmpty, let base = unsafe buffer.base else { return }
        if buffer.capacityInBytes == blockSize && idle < capacity {
            unsafe blocks[idle] = base
            idle &+= 1
            unsafe buffer.base = nil
            buffer.capacityInBytes = 0
            buffer.removeAll()
        } else {
            buffer.releaseStorage()
        }
    }
}
