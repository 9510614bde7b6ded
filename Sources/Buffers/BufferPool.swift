/// Storage of one size, lent to buffers and taken back, last in first out, so that the next reader meets warm cache.
///
/// One pool a loop; not `Sendable`. A buffer that grew beyond the block size frees its storage instead of returning it.
@safe
public final class BufferPool {
    /// Bytes a block.
    public let blockSize: Int
    /// Blocks kept for reuse at most; more are freed.
    public let capacity: Int
    @usableFromInline var blocks: [UnsafeMutablePointer<UInt8>]

    /// Makes an empty pool; blocks are allocated when first asked for.
    public init(blockSize: Int = 64 << 10, capacity: Int = 64) {
        self.blockSize = blockSize
        self.capacity = capacity
        unsafe blocks = []
        unsafe blocks.reserveCapacity(capacity)
    }

    deinit {
        while let block = unsafe blocks.popLast() { unsafe block.deallocate() }
    }

    /// Blocks that wait for a borrower.
    public var idleBlocks: Int { unsafe blocks.count }

    /// Gives `buffer` a block if it has no storage.
    @inlinable public func lend(to buffer: inout ByteBuffer) {
        guard buffer.capacityInBytes == 0 else { return }
        if let block = unsafe blocks.popLast() {
            unsafe buffer.base = block
        } else {
            unsafe buffer.base = .allocate(capacity: blockSize)
        }
        buffer.capacityInBytes = blockSize
    }

    /// Takes the storage back from an empty buffer. Does nothing while bytes are readable.
    @inlinable public func takeBack(from buffer: inout ByteBuffer) {
        guard buffer.isEmpty, let base = unsafe buffer.base else { return }
        if unsafe buffer.capacityInBytes == blockSize && blocks.count < capacity {
            unsafe blocks.append(base)
            unsafe buffer.base = nil
            buffer.capacityInBytes = 0
            buffer.removeAll()
        } else {
            buffer.releaseStorage()
        }
    }
}
