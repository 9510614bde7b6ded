#define _GNU_SOURCE
#include "CLinux.h"
#include <arpa/nameser.h>
#include <link.h>
#include <linux/filter.h>
#include <resolv.h>
#include <sys/resource.h>
#include <sys/syscall.h>

int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

int clinux_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t tag) {
    struct epoll_event event = {.events = events, .data = {.u64 = tag}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int clinux_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
    struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    return epoll_pwait2(epoll, events, capacity, nanoseconds < 0 ? NULL : &time, NULL);
}

ssize_t clinux_receive(int socket, void *bytes, size_t room) {
    return syscall(SYS_recvfrom, socket, bytes, room, 0, NULL, NULL);
}

ssize_t clinux_send(int socket, const void *bytes, size_t count, int flags) {
    return syscall(SYS_sendto, socket, bytes, count, flags, NULL, 0);
}

ssize_t clinux_send_message(int socket, const void *bytes, size_t count, int descriptor) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.room = {0}};
    struct iovec part = {(void *)bytes, count};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof(control.room);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

// What tells the local address of a datagram.
union clinux_place {
    struct cmsghdr header;
    char v4[CMSG_SPACE(sizeof(struct in_pktinfo))];
    char v6[CMSG_SPACE(sizeof(struct in6_pktinfo))];
};

ssize_t clinux_receive_datagram(
    int socket, void *bytes, size_t room, struct sockaddr_storage *peer, socklen_t *length,
    struct sockaddr_storage *local) {
    union clinux_place control;
    struct iovec part = {bytes, room};
    struct msghdr message = {
        .msg_name = peer, .msg_namelen = sizeof(*peer), .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof(control)};
    ssize_t count = recvmsg(socket, &message, MSG_TRUNC);
    *length = message.msg_namelen;
    local->ss_family = AF_UNSPEC;
    if (count < 0) return -1;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo place;
            memcpy(&place, CMSG_DATA(header), sizeof(place));
            local->ss_family = AF_INET;
            ((struct sockaddr_in *)local)->sin_addr = place.ipi_spec_dst;
        } else if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo place;
            memcpy(&place, CMSG_DATA(header), sizeof(place));
            // Nothing can be sent from the address of a group.
            if (IN6_IS_ADDR_MULTICAST(&place.ipi6_addr)) continue;
            local->ss_family = AF_INET6;
            ((struct sockaddr_in6 *)local)->sin6_addr = place.ipi6_addr;
        }
    }
    return count;
}

ssize_t clinux_send_datagram(
    int socket, const void *bytes, size_t count, const struct sockaddr *peer, socklen_t length,
    const struct sockaddr *local) {
    union clinux_place control;
    memset(&control, 0, sizeof(control));
    struct iovec part = {(void *)bytes, count};
    struct msghdr message = {
        .msg_name = (void *)peer, .msg_namelen = length, .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
        .msg_controllen = sizeof(control)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (local->sa_family == AF_INET) {
        struct in_pktinfo place = {.ipi_spec_dst = ((const struct sockaddr_in *)local)->sin_addr};
        header->cmsg_level = IPPROTO_IP;
        header->cmsg_type = IP_PKTINFO;
        header->cmsg_len = CMSG_LEN(sizeof(place));
        message.msg_controllen = CMSG_SPACE(sizeof(place));
        memcpy(CMSG_DATA(header), &place, sizeof(place));
    } else {
        struct in6_pktinfo place = {.ipi6_addr = ((const struct sockaddr_in6 *)local)->sin6_addr};
        header->cmsg_level = IPPROTO_IPV6;
        header->cmsg_type = IPV6_PKTINFO;
        header->cmsg_len = CMSG_LEN(sizeof(place));
        message.msg_controllen = CMSG_SPACE(sizeof(place));
        memcpy(CMSG_DATA(header), &place, sizeof(place));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

ssize_t clinux_receive_message(int socket, void *bytes, size_t room, int *descriptor) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {bytes, room};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof(control.room)};
    *descriptor = -1;
    ssize_t count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (count < 0) return -1;
    int extra = -1;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        if (header->cmsg_len >= CMSG_LEN(sizeof(int))) memcpy(descriptor, CMSG_DATA(header), sizeof(int));
        // Padding makes room for a second one on 64-bit machines.
        if (header->cmsg_len >= CMSG_LEN(2 * sizeof(int)))
            memcpy(&extra, CMSG_DATA(header) + sizeof(int), sizeof(int));
    }
    if (extra < 0 && !(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) return count;
    if (*descriptor >= 0) close(*descriptor);
    if (extra >= 0) close(extra);
    *descriptor = -1;
    errno = EBADMSG;
    return -1;
}

int clinux_peer_of(int socket, int *process, unsigned *user) {
    struct ucred peer;
    socklen_t length = sizeof(peer);
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) return -1;
    *process = peer.pid;
    *user = peer.uid;
    return 0;
}

int clinux_refuse_handshakes(int socket) {
    // The filter sees packets from their TCP header on: byte 13 has the flags, and SYN without ACK asks for a handshake.
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
    };
    struct sock_fprog program = {sizeof(code) / sizeof(code[0]), code};
    return setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}

int clinux_allowed_cpus(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : -1;
}

int clinux_pin_to_cpu(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof(set), &set);
}

int clinux_name_thread(const char *name) { return pthread_setname_np(pthread_self(), name); }

int clinux_get_file_limit(uint64_t *soft, uint64_t *hard) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -1;
    *soft = limit.rlim_cur;
    *hard = limit.rlim_max;
    return 0;
}

int clinux_set_file_limit(uint64_t soft, uint64_t hard) {
    struct rlimit limit = {soft, hard};
    return setrlimit(RLIMIT_NOFILE, &limit);
}

int clinux_search_name(const char *name, int type, unsigned char *answer, int room) {
    return res_search(name, C_IN, type, answer, room);
}

static int clinux_forward(struct dl_phdr_info *image, size_t size, void *visit) {
    (void)size;
    ((clinux_image_visitor)visit)(image->dlpi_addr, image->dlpi_phdr, image->dlpi_phnum);
    return 0;
}

void clinux_visit_images(clinux_image_visitor visit) {
    dl_iterate_phdr(clinux_forward, (void *)visit);
}

int clinux_pipe(int ends[2]) {
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0) return -1;
    // As much as the kernel grants. Who has many pipes gets small ones, with which copying is cheaper.
    fcntl(ends[1], F_SETPIPE_SZ, 256 << 10);
    int capacity = fcntl(ends[1], F_GETPIPE_SZ);
    if (capacity >= 64 << 10) return capacity;
    close(ends[0]);
    close(ends[1]);
    errno = EMFILE;
    return -1;
}

ssize_t clinux_splice(int from, int to, size_t most) {
    return syscall(SYS_splice, from, NULL, to, NULL, most, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
}
