// OpenSSL's headers for the rooms Cryptography and TLS, and one-line wrappers of macros that Swift cannot import; no logic.
#ifndef COPENSSL_H
#define COPENSSL_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

static inline long copenssl_set_min_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_min_proto_version(context, version);
}
static inline long copenssl_set_max_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_max_proto_version(context, version);
}
static inline void copenssl_set_options(SSL_CTX *context, uint64_t options) { SSL_CTX_set_options(context, options); }
static inline void copenssl_set_mode(SSL_CTX *context, long mode) { SSL_CTX_set_mode(context, mode); }
static inline long copenssl_set_groups(SSL_CTX *context, const char *list) {
    return SSL_CTX_set1_groups_list(context, list);
}
static inline long copenssl_set_signature_algorithms(SSL_CTX *context, const char *list) {
    return SSL_CTX_set1_sigalgs_list(context, list);
}
static inline void copenssl_set_cache_mode(SSL_CTX *context, long mode) {
    SSL_CTX_set_session_cache_mode(context, mode);
}
static inline void copenssl_set_cache_size(SSL_CTX *context, long count) {
    SSL_CTX_sess_set_cache_size(context, count);
}
static inline long copenssl_set_server_name(SSL *session, const char *name) {
    return SSL_set_tlsext_host_name(session, name);
}
static inline int copenssl_negotiated_group(SSL *session) { return (int)SSL_get_negotiated_group(session); }
static inline const char *copenssl_group_name(SSL *session, int group) { return SSL_group_to_name(session, group); }
static inline int copenssl_peer_signature_type(SSL *session, int *type) {
    return SSL_get_peer_signature_type_nid(session, type);
}
static inline int copenssl_peer_signature_digest(SSL *session, int *digest) {
    return (int)SSL_get_peer_signature_nid(session, digest);
}

static inline int copenssl_set_hmac_sha256(EVP_MAC_CTX *code, unsigned char *key, size_t count) {
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key, count),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0), OSSL_PARAM_construct_end()};
    return EVP_MAC_CTX_set_params(code, parameters);
}

// The names stay as they are while the parameters live: a builder keeps the pointers.
static inline int copenssl_push_modulus(OSSL_PARAM_BLD *builder, const BIGNUM *number) {
    return OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, number);
}
static inline int copenssl_push_exponent(OSSL_PARAM_BLD *builder, const BIGNUM *number) {
    return OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, number);
}
static inline int copenssl_push_group(OSSL_PARAM_BLD *builder, const char *name) {
    return OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
}
static inline int copenssl_push_point(OSSL_PARAM_BLD *builder, const void *bytes, size_t count) {
    return OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, bytes, count);
}
static inline int copenssl_make_public_key(EVP_PKEY_CTX *context, EVP_PKEY **key, OSSL_PARAM *parameters) {
    return EVP_PKEY_fromdata(context, key, EVP_PKEY_PUBLIC_KEY, parameters);
}

static inline void copenssl_retry_read(BIO *bio) { BIO_set_retry_read(bio); }
static inline void copenssl_clear_retry(BIO *bio) { BIO_clear_retry_flags(bio); }
static inline long copenssl_memory(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

static inline int copenssl_count_certificates(const STACK_OF(X509) * stack) { return sk_X509_num(stack); }
static inline X509 *copenssl_certificate(const STACK_OF(X509) * stack, int index) { return sk_X509_value(stack, index); }
static inline STACK_OF(X509) * copenssl_new_certificates(void) { return sk_X509_new_null(); }
static inline int copenssl_push_certificate(STACK_OF(X509) * stack, X509 *certificate) {
    return sk_X509_push(stack, certificate);
}
static inline void copenssl_free_certificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }

/// The text of a name of another kind; NULL where it is no text.
static inline const ASN1_STRING *copenssl_other_name_text(const GENERAL_NAME *name) {
    if (name->type != GEN_OTHERNAME) return NULL;
    const ASN1_TYPE *value = name->d.otherName->value;
    switch (ASN1_TYPE_get(value)) {
    case V_ASN1_UTF8STRING: case V_ASN1_IA5STRING: case V_ASN1_PRINTABLESTRING: case V_ASN1_VISIBLESTRING:
    case V_ASN1_NUMERICSTRING: case V_ASN1_T61STRING: case V_ASN1_GENERALSTRING: case V_ASN1_OCTET_STRING:
        return value->value.asn1_string;
    default: return NULL;
    }
}

/// The number under which a response names its certificate.
static inline OCSP_CERTID *copenssl_single_id(const OCSP_SINGLERESP *single) {
    return (OCSP_CERTID *)OCSP_SINGLERESP_get0_id(single);
}
static inline int copenssl_staple_is_asked_for(SSL *session) {
    return SSL_get_tlsext_status_type(session) == TLSEXT_STATUSTYPE_ocsp;
}
/// Gives a session a copy of the bytes, which it frees.
static inline long copenssl_staple(SSL *session, const unsigned char *bytes, size_t count) {
    return SSL_set_tlsext_status_ocsp_resp(session, OPENSSL_memdup(bytes, count), (long)count);
}
static inline void copenssl_set_staple_callback(SSL_CTX *context, int (*callback)(SSL *, void *), void *argument) {
    SSL_CTX_set_tlsext_status_cb(context, callback);
    SSL_CTX_set_tlsext_status_arg(context, argument);
}

static inline int copenssl_count_client_suites(SSL *session) {
    return sk_SSL_CIPHER_num(SSL_get_client_ciphers(session));
}
static inline int copenssl_client_suite_kind(SSL *session, int index) {
    return SSL_CIPHER_get_auth_nid(sk_SSL_CIPHER_value(SSL_get_client_ciphers(session), index));
}
static inline int copenssl_count_client_signatures(SSL *session) {
    return SSL_get_sigalgs(session, -1, NULL, NULL, NULL, NULL, NULL);
}
static inline int copenssl_client_signature_kind(SSL *session, int index) {
    int kind = 0;
    SSL_get_sigalgs(session, index, &kind, NULL, NULL, NULL, NULL);
    return kind;
}

static inline GENERAL_NAMES *copenssl_alternative_names(const X509 *certificate) {
    return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}
static inline int copenssl_count_names(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
static inline GENERAL_NAME *copenssl_name(const GENERAL_NAMES *names, int index) {
    return sk_GENERAL_NAME_value(names, index);
}
static inline GENERAL_NAMES *copenssl_new_names(void) { return sk_GENERAL_NAME_new_null(); }
static inline int copenssl_push_name(GENERAL_NAMES *names, GENERAL_NAME *name) {
    return sk_GENERAL_NAME_push(names, name);
}
static inline int copenssl_add_names(X509 *certificate, GENERAL_NAMES *names, int is_critical) {
    return X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, is_critical, X509V3_ADD_DEFAULT);
}
static inline void copenssl_free_names(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }
static inline int copenssl_name_type(const GENERAL_NAME *name) { return name->type; }
/// The text of a DNS name, URI or email address, or the bytes of an IP address; NULL for other kinds.
static inline const ASN1_STRING *copenssl_name_text(const GENERAL_NAME *name) {
    return name->type == GEN_DNS || name->type == GEN_URI || name->type == GEN_EMAIL || name->type == GEN_IPADD
        ? name->d.ia5 : NULL;
}

static const unsigned long copenssl_RFC2253 = XN_FLAG_RFC2253;
static const uint64_t copenssl_OP_FLAGS =
    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF;
static const uint64_t copenssl_OP_SERVER_PREFERENCE = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t copenssl_OP_NO_TICKET = SSL_OP_NO_TICKET;
static const unsigned long copenssl_CRL_CHECK = X509_V_FLAG_CRL_CHECK;
static const unsigned long copenssl_CRL_CHECK_ALL = X509_V_FLAG_CRL_CHECK_ALL;
static const unsigned long copenssl_PARTIAL_CHAIN = X509_V_FLAG_PARTIAL_CHAIN;

#endif
