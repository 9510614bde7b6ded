/// Which worker gets which socket of a listener.
///
/// Every socket that was inherited is given to a worker, however many there are: connections may wait in its queue, and
/// closing it would reset them.
struct SocketPlan: Equatable {
    /// Where a worker's socket comes from.
    enum Source: Equatable {
        /// The inherited socket of that number.
        case inherited(Int)
        /// A new one beside the others, with a queue of its own.
        case new
        /// The same socket as the worker of that number, with one queue for both.
        case shared(withWorker: Int)
    }

    /// The sockets of each worker, in the order of the workers.
    private(set) var workers: [[Source]]

    /// Plans for `workers`, which are at least one.
    ///
    /// - Parameter sharesPort: whether several sockets may have the listener's port.
    init(workers count: Int, inherited: Int, sharesPort: Bool) {
        workers = Array(repeating: [], count: count)
        for number in 0..<inherited { workers[number % count].append(.inherited(number)) }
        let first = inherited == 0 ? 1 : inherited
        if inherited == 0 { workers[0] = [.new] }
        for worker in min(first, count)..<count {
            workers[worker] = [sharesPort ? .new : .shared(withWorker: worker % first)]
        }
    }
}
