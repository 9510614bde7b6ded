// load: an HTTP/1.1 load generator with one thread that a harness can stop the clock of.
//
//   load -p PORT [-u PATH] [-c CONNECTIONS] [-H 'name: value']... [-X METHOD] [-b BODY_BYTES]
//        [-w WARM_UP_SECONDS] [-d SECONDS | -n REQUESTS] [-x] [-r RATE]
//   load -p PORT -i [-c CONNECTIONS] ...
//   load -p PORT -t [-s] [-k] ...
//   load -p PORT -e ...
//
// Closed loop: each connection sends its next request when the last one is answered. -x opens a connection for each
// request. -r sends that many requests a second instead, and counts latency from the instant a request was due.
// After the warm-up it prints BEGIN and waits for a line on standard input; after the measurement it prints END and
// waits again, then prints one JSON object. So the harness reads the proxy's CPU time while nothing is sent.
// -i makes one request on each connection, prints IDLE, and keeps them all open until a line arrives.
// -t speaks TLS 1.3, always with the same suite and group, and judges no certificate. -s offers the newest ticket for
// each new connection. -k sends no request: after its handshake the client ends the connection, and what counts as the
// answer is that the server has done so too; tickets come until then. -e opens a connection for each byte, which must
// come back, and closes it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { INPUT_BYTES = 64 * 1024, EVENTS = 256, SUBBUCKETS = 64, DUE_LIMIT = 1 << 20 };

// What a connection awaits. FREE: it is open and has nothing to do (open loop, or idle). END: the server's.
enum state { CONNECTED, HANDSHAKE, FREE, SENT, ECHO, HEAD, SIZED_BODY, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS,
             END };

struct connection {
    int descriptor, closes, bad;
    SSL *tls;
    unsigned events;
    enum state state;
    size_t sent, have;
    uint64_t began;
    unsigned long long left;
    struct connection *next_free;
    char *input;
};

static int epoll, limit = 64, each_connects, holds, echoes, only_handshakes, resumes;
static SSL_CTX *context;  // NULL: plain text
static SSL_SESSION *session;  // the newest ticket
static double rate;
static struct sockaddr_in address;
static char *request;
static size_t request_length;
static struct connection *connections, *free_list;
static int opened, held;  // held: answered once, and still open

static int measuring;
static uint64_t measured_from, answered, bad, errors, connects, resumed, received, wanted;
static uint64_t *due;  // a ring of instants at which requests should have left
static size_t due_head, due_tail;
static uint64_t buckets[64 * SUBBUCKETS], bucket_total, latency_sum, latency_max;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

// Log-linear in units of 0.1 us: 32 buckets for each power of two.
static void record(uint64_t nanoseconds) {
    uint64_t value = nanoseconds / 100;
    int exponent = value < SUBBUCKETS ? 0 : 63 - __builtin_clzll(value) - 5;
    buckets[exponent * SUBBUCKETS + (exponent ? (value >> exponent) & (SUBBUCKETS - 1) : value)]++;
    bucket_total++;
    latency_sum += nanoseconds;
    if (nanoseconds > latency_max) latency_max = nanoseconds;
}

static double percentile(double share) {
    uint64_t want = share * bucket_total, seen = 0;
    for (size_t i = 0; i < 64 * SUBBUCKETS; i++)
        if ((seen += buckets[i]) > want) return (double)((i % SUBBUCKETS) << (i / SUBBUCKETS)) / 10;
    return latency_max / 1000.0;
}

static void watch(struct connection *c, unsigned events) {
    if (c->events == events) return;
    struct epoll_event event = {.events = events, .data.ptr = c};
    epoll_ctl(epoll, c->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, c->descriptor, &event);
    c->events = events;
}

static int keep_ticket(SSL *tls, SSL_SESSION *ticket) {
    (void)tls;
    SSL_SESSION_free(session);
    session = ticket;
    return 1;
}

static void prepare_tls(void) {
    static const unsigned char protocols[] = "\x08http/1.1";
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);  // Not all servers say close_notify.
    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set1_groups_list(context, "X25519");
    SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256:RSA-PSS+SHA256");
    SSL_CTX_set_alpn_protos(context, protocols, sizeof protocols - 1);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, keep_ticket);
}

// OpenSSL lets a client offer a session once, so each connection gets a copy.
static void offer_ticket(struct connection *c) {
    SSL_SESSION *copy = SSL_SESSION_dup(session);
    SSL_set_session(c->tls, copy);
    SSL_SESSION_free(copy);
}

static void begin_tls(struct connection *c) {
    c->tls = SSL_new(context);
    SSL_set_fd(c->tls, c->descriptor);
    SSL_set_tlsext_host_name(c->tls, "localhost");
    if (resumes && session) offer_ticket(c);
    SSL_set_connect_state(c->tls);
}

// As `recv` and `send` tell it: what OpenSSL answers.
static ssize_t plainly(struct connection *c, int result) {
    if (result > 0) return result;
    int problem = SSL_get_error(c->tls, result);
    ERR_clear_error();
    if (problem == SSL_ERROR_ZERO_RETURN) return 0;
    errno = problem == SSL_ERROR_WANT_READ || problem == SSL_ERROR_WANT_WRITE ? EAGAIN : EIO;
    return -1;
}

static ssize_t take_in(struct connection *c, void *bytes, size_t count) {
    return c->tls ? plainly(c, SSL_read(c->tls, bytes, count)) : recv(c->descriptor, bytes, count, 0);
}

static ssize_t put_out(struct connection *c, const void *bytes, size_t count) {
    return c->tls ? plainly(c, SSL_write(c->tls, bytes, count)) : send(c->descriptor, bytes, count, MSG_NOSIGNAL);
}

static void open_connection(struct connection *c) {
    int one = 1;
    c->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(c->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(c->descriptor, (void *)&address, sizeof address) && errno != EINPROGRESS) {
        perror("load: connect");
        exit(1);
    }
    c->state = CONNECTED;
    c->events = 0;
    c->have = c->closes = 0;
    connects++;
    c->began = now();
    watch(c, EPOLLOUT);
}

static void close_connection(struct connection *c) {
    if (c->tls) SSL_shutdown(c->tls);
    SSL_free(c->tls);
    c->tls = NULL;
    ERR_clear_error();
    close(c->descriptor);
}

static void reopen(struct connection *c) {
    close_connection(c);
    open_connection(c);
}

static void fail(struct connection *c) {
    if (++errors > 100000) {
        fprintf(stderr, "load: too many errors\n");
        exit(1);
    }
    if (holds) {
        held -= c->state == FREE;
        close_connection(c);
        if (opened < limit) open_connection(&connections[opened++]);
    } else {
        reopen(c);
    }
}

static void send_request(struct connection *c) {
    while (c->sent < request_length) {
        ssize_t count = put_out(c, request + c->sent, request_length - c->sent);
        if (count < 0 && errno == EAGAIN) {
            watch(c, EPOLLOUT);
            return;
        }
        if (count < 0) {
            fail(c);
            return;
        }
        c->sent += count;
    }
    c->state = echoes ? ECHO : HEAD;
    watch(c, EPOLLIN);
}

static void begin_request(struct connection *c, uint64_t began) {
    c->began = began;
    c->sent = c->have = c->bad = 0;
    c->state = SENT;
    send_request(c);
}

// The connection may send: at once, or when the next request is due.
static void use(struct connection *c) {
    if (each_connects) {
        begin_request(c, c->began);  // Latency includes the connect.
    } else if (rate == 0) {
        begin_request(c, now());
    } else if (due_head != due_tail) {
        begin_request(c, due[due_head++ % DUE_LIMIT]);
    } else {
        c->state = FREE;
        c->next_free = free_list;
        free_list = c;
        watch(c, EPOLLIN);
    }
}

static void answer_complete(struct connection *c) {
    answered++;
    bad += c->bad;
    resumed += c->tls && SSL_session_reused(c->tls);
    if (measuring && c->began >= measured_from) record(now() - c->began);
    if (holds) {
        held++;
        c->state = FREE;
        if (opened < limit) open_connection(&connections[opened++]);
    } else if (each_connects || c->closes) {
        reopen(c);
    } else {
        use(c);
    }
}

static void read_head(struct connection *c, char *end) {
    c->input[c->have] = 0;
    c->bad = strncmp(c->input + 8, " 200", 4) != 0;
    if (c->bad && bad < 3) fprintf(stderr, "load: %.60s\n", c->input);
    c->left = 0;
    c->state = SIZED_BODY;
    for (char *line = strchr(c->input, '\n'); line && line < end; line = strchr(line, '\n')) {
        line++;
        if (strncasecmp(line, "content-length:", 15) == 0) c->left = strtoull(line + 15, NULL, 10);
        else if (strncasecmp(line, "transfer-encoding: chunked", 26) == 0) c->state = CHUNK_SIZE;
        else if (strncasecmp(line, "connection: close", 17) == 0) c->closes = 1;
    }
}

// Takes the answer's bytes from `input`; 1 when the answer is complete.
static int take(struct connection *c) {
    size_t at = 0;
    while (at < c->have || (c->state == SIZED_BODY && c->left == 0)) {
        size_t rest = c->have - at;
        if (c->state == SIZED_BODY || c->state == CHUNK_DATA) {
            size_t count = rest < c->left ? rest : c->left;
            at += count;
            c->left -= count;
            if (c->left) break;
            if (c->state == SIZED_BODY) return 1;
            c->state = CHUNK_END;
            continue;
        }
        char *begin = c->input + at;
        if (c->state == HEAD) {
            char *end = memmem(begin, rest, "\r\n\r\n", 4);
            if (!end) break;
            read_head(c, end);
            at += end + 4 - begin;
            continue;
        }
        char *newline = memchr(begin, '\n', rest);
        if (!newline) break;
        at += newline + 1 - begin;
        if (c->state == CHUNK_END) c->state = CHUNK_SIZE;
        else if (c->state == CHUNK_SIZE) c->state = (c->left = strtoull(begin, NULL, 16)) ? CHUNK_DATA : TRAILERS;
        else if (newline - begin < 2) return 1;
    }
    memmove(c->input, c->input + at, c->have -= at);
    return 0;
}

static void end(struct connection *c) {
    SSL_shutdown(c->tls);
    shutdown(c->descriptor, SHUT_WR);
    c->state = END;
    watch(c, EPOLLIN);
}

static void handshake(struct connection *c) {
    ssize_t done = plainly(c, SSL_do_handshake(c->tls));
    if (done > 0) {
        if (only_handshakes) end(c);
        else use(c);
    } else if (done < 0 && errno == EAGAIN) {
        watch(c, SSL_want_write(c->tls) ? EPOLLOUT : EPOLLIN);
    } else {
        fail(c);
    }
}

static void await_end(struct connection *c) {
    ssize_t count = take_in(c, c->input, INPUT_BYTES);
    if (count == 0) answer_complete(c);
    else if (count < 0 && errno != EAGAIN) fail(c);
}

static void await_echo(struct connection *c) {
    ssize_t count = recv(c->descriptor, c->input, INPUT_BYTES, 0);
    if (count > 0) answer_complete(c);
    else if (count == 0 || errno != EAGAIN) fail(c);
}

static void begin(struct connection *c) {
    int problem = 0;
    socklen_t length = sizeof problem;
    getsockopt(c->descriptor, SOL_SOCKET, SO_ERROR, &problem, &length);
    if (problem) {
        fail(c);
    } else if (context) {
        begin_tls(c);
        c->state = HANDSHAKE;
        handshake(c);
    } else {
        use(c);
    }
}

static void serve_answer(struct connection *c) {
    for (;;) {
        // A long body is dropped inside the kernel: nothing here looks at it.
        int drops = c->state == SIZED_BODY && c->left > INPUT_BYTES && !c->tls;
        ssize_t count = drops ? recv(c->descriptor, c->input, c->left < 1u << 20 ? c->left : 1u << 20, MSG_TRUNC)
                              : take_in(c, c->input + c->have, INPUT_BYTES - c->have);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0 || c->state == FREE) {
            if (c->state == FREE && !holds) {
                struct connection **link = &free_list;
                while (*link && *link != c) link = &(*link)->next_free;
                if (*link) *link = c->next_free;
            }
            fail(c);
            return;
        }
        received += count;
        if (drops) {
            c->left -= count;
            if (!c->left) answer_complete(c);
            return;
        }
        c->have += count;
        if (take(c)) {
            answer_complete(c);
            return;
        }
        if (c->state == SIZED_BODY && !c->tls) return;
        if (c->have == INPUT_BYTES) {
            fprintf(stderr, "load: an answer's head is longer than %d bytes\n", INPUT_BYTES);
            exit(1);
        }
    }
}

static void serve(struct connection *c) {
    switch (c->state) {
    case CONNECTED: begin(c); break;
    case HANDSHAKE: handshake(c); break;
    case SENT: send_request(c); break;
    case ECHO: await_echo(c); break;
    case END: await_end(c); break;
    default: serve_answer(c);
    }
}

static void wait_for_line(const char *word) {
    puts(word);
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) == 1 && byte != '\n') {}
}

static uint64_t send_due(uint64_t next, uint64_t time) {
    for (; next <= time; next += 1e9 / rate) {
        struct connection *c = free_list;
        if (c) {
            free_list = c->next_free;
            begin_request(c, next);
        } else if (due_tail - due_head < DUE_LIMIT) {
            due[due_tail++ % DUE_LIMIT] = next;
        }
    }
    return next;
}

static void hold(void) {
    uint64_t give_up = now() + 60000000000ull;
    struct epoll_event events[EVENTS];
    while (held + (int)errors < limit && now() < give_up) {
        int ready = epoll_wait(epoll, events, EVENTS, 100);
        for (int i = 0; i < ready; i++) serve(events[i].data.ptr);
    }
    wait_for_line("IDLE");
    printf("{\"connections\": %d, \"errors\": %lu, \"bad\": %lu}\n", held, errors, bad);
}

static void run(double warm_up, double duration) {
    uint64_t start = now(), end = start + warm_up * 1e9, next = start;
    struct epoll_event events[EVENTS];
    for (;;) {
        uint64_t time = now();
        if (!measuring && time >= end) {
            wait_for_line("BEGIN");
            measured_from = time = now();
            end = time + duration * 1e9;
            answered = bad = errors = connects = resumed = received = 0;
            next = next < time ? time : next;
            measuring = 1;
        }
        if (measuring && (wanted ? answered >= wanted : time >= end)) break;
        struct timespec patience = {0, 20000000};
        if (rate > 0) {
            next = send_due(next, time);
            time = now();
            if (next < time + patience.tv_nsec) patience.tv_nsec = next > time ? next - time : 0;
        }
        int ready = epoll_pwait2(epoll, events, EVENTS, &patience, NULL);
        for (int i = 0; i < ready; i++) serve(events[i].data.ptr);
    }
    double seconds = (now() - measured_from) / 1e9;
    wait_for_line("END");
    printf(
        "{\"seconds\": %.6f, \"requests\": %lu, \"bad\": %lu, \"errors\": %lu, \"connects\": %lu, \"resumed\": %lu, "
        "\"bytes\": %lu, "
        "\"mean_us\": %.1f, \"p50_us\": %.1f, \"p90_us\": %.1f, \"p99_us\": %.1f, \"p999_us\": %.1f, "
        "\"max_us\": %.1f}\n",
        seconds, answered, bad, errors, connects, resumed, received,
        bucket_total ? latency_sum / 1e3 / bucket_total : 0,
        percentile(.5), percentile(.9), percentile(.99), percentile(.999), latency_max / 1e3);
}

static void build_request(const char *method, const char *path, const char *fields, size_t body) {
    request = malloc(strlen(path) + strlen(fields) + body + 256);
    int length = sprintf(request, "%s %s HTTP/1.1\r\n%s", method, path, fields);
    if (!strcasestr(fields, "host:")) length += sprintf(request + length, "host: localhost\r\n");
    if (each_connects) length += sprintf(request + length, "connection: close\r\n");
    if (body) length += sprintf(request + length, "content-length: %zu\r\n", body);
    length += sprintf(request + length, "\r\n");
    memset(request + length, 'x', body);
    request_length = length + body;
}

int main(int count, char **arguments) {
    const char *path = "/b/100", *method = "GET";
    char fields[16384] = "";
    double warm_up = 1, duration = 5;
    size_t body = 0, used = 0;
    int port = 0, option;
    while ((option = getopt(count, arguments, "p:u:c:H:X:b:w:d:n:r:xitske")) != -1) {
        switch (option) {
        case 'p': port = atoi(optarg); break;
        case 'u': path = optarg; break;
        case 'c': limit = atoi(optarg); break;
        case 'H':
            if (used < sizeof fields) used += snprintf(fields + used, sizeof fields - used, "%s\r\n", optarg);
            break;
        case 'X': method = optarg; break;
        case 'b': body = strtoul(optarg, NULL, 10); break;
        case 'w': warm_up = atof(optarg); break;
        case 'd': duration = atof(optarg); break;
        case 'n': wanted = strtoull(optarg, NULL, 10); break;
        case 'r': rate = atof(optarg); break;
        case 'x': each_connects = 1; break;
        case 'i': holds = 1; break;
        case 't': prepare_tls(); break;
        case 's': resumes = 1; break;
        case 'k': only_handshakes = each_connects = 1; break;
        case 'e': echoes = each_connects = 1; break;
        default: return 2;
        }
    }
    if (!port || limit < 1 || used >= sizeof fields) {
        fprintf(stderr, "load: -p PORT is missing, -c is below 1, or the fields are too long\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL.
    if (echoes) request_length = 1, request = calloc(1, 1);
    else build_request(method, path, fields, body);
    address = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    epoll = epoll_create1(0);
    due = rate > 0 ? malloc(DUE_LIMIT * sizeof *due) : NULL;
    connections = calloc(limit, sizeof *connections);
    char *shared = malloc(1 << 20);  // A holder's answers are short: each is taken whole before the next is read.
    for (int i = 0; i < limit; i++) connections[i].input = holds ? shared : malloc(1 << 20);
    // A holder opens a few at a time, each next one when an answer arrives: no backlog overflows.
    int at_once = holds && limit > 16 ? 16 : limit;
    while (opened < at_once) open_connection(&connections[opened++]);
    if (holds) hold();
    else run(warm_up, duration);
}
