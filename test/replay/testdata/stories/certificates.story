# Certificate signing requests: what a request may say, who gives verdicts and
# certificates, and what stays.

=== a request
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only kind metadata.name metadata.managedFields spec.username spec.groups spec.extra spec.signerName spec.usages status
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: ann}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "CertificateSigningRequest",
  "metadata.managedFields": null,
  "metadata.name": "ann",
  "spec.extra": {
    "authentication.kubernetes.io/credential-id": [
      "X509SHA256=<digest>"
    ]
  },
  "spec.groups": [
    "system:masters",
    "system:authenticated"
  ],
  "spec.signerName": "example.com/own",
  "spec.usages": [
    "client auth"
  ],
  "spec.username": "admin",
  "status": {}
}

=== one that says who asks
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only spec.username spec.groups spec.uid spec.extra status
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: bob}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
  username: admin
  uid: x
  groups: [system:masters]
  extra: {a: [b]}
status:
  conditions: [{type: Approved, status: "True"}]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.extra": {
    "authentication.kubernetes.io/credential-id": [
      "X509SHA256=<digest>"
    ]
  },
  "spec.groups": [
    "system:masters",
    "system:authenticated"
  ],
  "spec.uid": null,
  "spec.username": "admin",
  "status": {}
}

=== one for too short a time
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: short}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
  expirationSeconds: 599
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.expirationSeconds",
        "message": "Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "short"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"short\" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one with a spoilt signature
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only reason details.causes.*.field details.causes.*.reason
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: spoilt}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0wCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details.causes.*.field": [
    "spec.request"
  ],
  "details.causes.*.reason": [
    "FieldValueInvalid"
  ],
  "reason": "Invalid"
}

=== one that is a certificate
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only reason details.causes.*.field details.causes.*.reason
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: cert}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K
  signerName: example.com/own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "details.causes.*.field": [
    "spec.request"
  ],
  "details.causes.*.reason": [
    "FieldValueInvalid"
  ],
  "reason": "Invalid"
}

=== one of no use
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: useless}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: []
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.usages",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "useless"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"useless\" is invalid: spec.usages: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one with odd uses
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: odd}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [flying, client auth, client auth, flying]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.usages[0]",
        "message": "Unsupported value: \"flying\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.usages[3]",
        "message": "Unsupported value: \"flying\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "spec.usages[2]",
        "message": "Duplicate value: \"client auth\"",
        "reason": "FieldValueDuplicate"
      },
      {
        "field": "spec.usages[3]",
        "message": "Duplicate value: \"flying\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "odd"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"odd\" is invalid: [spec.usages[0]: Unsupported value: \"flying\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\", spec.usages[3]: Unsupported value: \"flying\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\", spec.usages[2]: Duplicate value: \"client auth\", spec.usages[3]: Duplicate value: \"flying\"]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for the signer of old
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: old}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: kubernetes.io/legacy-unknown
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "old"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"old\" is invalid: spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for a signer without domain
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"own\": must be a fully qualified domain and path of the form 'example.com/signer-name'",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Invalid value: \"own\": must be a fully qualified domain and path of the form 'example.com/signer-name'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for a signer with a bad domain
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: Example_.com/own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"Example_.com\": validating label \"Example_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Invalid value: \"Example_.com\": validating label \"Example_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for a signer in one word
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example/own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"example\": should be a domain with at least two segments separated by dots",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Invalid value: \"example\": should be a domain with at least two segments separated by dots",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for a signer with two paths
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/a/b
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"example.com/a/b\": must be a fully qualified domain and path of the form 'example.com/signer-name'",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Invalid value: \"example.com/a/b\": must be a fully qualified domain and path of the form 'example.com/signer-name'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one for a signer with a bad path
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/A_
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Invalid value: \"A_\": validating label \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Invalid value: \"A_\": validating label \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one without signer
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: plain}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: ""
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "spec.signerName",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "plain"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"plain\" is invalid: spec.signerName: Required value",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== one named oddly
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@only metadata.name status
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: "Ann: first"}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "Ann: first",
  "status": {}
}

=== one named like a path
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: "a/b"}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/own
  usages: [client auth]
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "metadata.name",
        "message": "Invalid value: \"a/b\": may not contain '/'",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "a/b"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"a/b\" is invalid: metadata.name: Invalid value: \"a/b\": may not contain '/'",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== changing what it asks for
PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/ann
@only metadata.name spec.usages spec.username spec.signerName status
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: ann}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: example.com/other
  usages: [server auth]
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.name": "ann",
  "spec.signerName": "example.com/own",
  "spec.usages": [
    "client auth"
  ],
  "spec.username": "admin",
  "status": {}
}

=== labelling it
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann
@only metadata.labels spec.usages status
@yaml
Content-Type: application/merge-patch+json

metadata: {labels: {a: b}}
spec: {usages: [server auth]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.labels": {
    "a": "b"
  },
  "spec.usages": [
    "client auth"
  ],
  "status": {}
}

=== by signer
GET /apis/certificates.k8s.io/v1/certificatesigningrequests?fieldSelector=spec.signerName%3Dexample.com%2Fown
@only items.*.metadata.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "items.*.metadata.name": [
    "Ann: first",
    "ann",
    "bob"
  ]
}

=== by requester
GET /apis/certificates.k8s.io/v1/certificatesigningrequests?fieldSelector=spec.username%3Dann
--- 400
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 400,
  "kind": "Status",
  "message": "field label not supported: spec.username",
  "metadata": {},
  "reason": "BadRequest",
  "status": "Failure"
}

=== a verdict by status
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True", reason: R}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions",
        "message": "Forbidden: updates may not add a condition of type \"Approved\"",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions: Forbidden: updates may not add a condition of type \"Approved\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== both verdicts
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True"}, {type: Denied, status: "True"}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions",
        "message": "Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a verdict twice
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True"}, {type: Approved, status: "True"}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions[1].type",
        "message": "Duplicate value: \"Approved\"",
        "reason": "FieldValueDuplicate"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions[1].type: Duplicate value: \"Approved\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a verdict that is not so
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "False"}, {type: Other, status: "Maybe"}, {type: "", status: "True"}, {type: Third}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions[0].status",
        "message": "Unsupported value: \"False\": supported values: \"True\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "status.conditions[1].status",
        "message": "Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"",
        "reason": "FieldValueNotSupported"
      },
      {
        "field": "status.conditions[2].type",
        "message": "Required value",
        "reason": "FieldValueRequired"
      },
      {
        "field": "status.conditions[3].status",
        "message": "Required value",
        "reason": "FieldValueRequired"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: [status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\", status.conditions[1].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\", status.conditions[2].type: Required value, status.conditions[3].status: Required value]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== approval
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@only metadata.managedFields metadata.labels spec.usages status
@yaml
Content-Type: application/merge-patch+json

metadata: {labels: {c: d}}
spec: {usages: [server auth]}
status: {certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K, conditions: [{type: Approved, status: "True", reason: R, message: m}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.labels": {
    "a": "b",
    "c": "d"
  },
  "metadata.managedFields": null,
  "spec.usages": [
    "client auth"
  ],
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "message": "m",
        "reason": "R",
        "status": "True",
        "type": "Approved"
      }
    ]
  }
}

=== taking it back
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@yaml
Content-Type: application/merge-patch+json

status: {conditions: []}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions",
        "message": "Forbidden: updates may not remove a condition of type \"Approved\"",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions: Forbidden: updates may not remove a condition of type \"Approved\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== denying what is approved
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/approval
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Denied, status: "True"}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions",
        "message": "Forbidden: updates may not remove a condition of type \"Approved\"",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions: Forbidden: updates may not remove a condition of type \"Approved\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== other words for it by status
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@only status.conditions.*.type status.conditions.*.reason status.certificate
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True", reason: Other}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.certificate": null,
  "status.conditions.*.reason": [
    "R"
  ],
  "status.conditions.*.type": [
    "Approved"
  ]
}

=== a certificate that is none
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@yaml
Content-Type: application/merge-patch+json

status: {certificate: Z2FyYmFnZQ==}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.certificate",
        "message": "Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a request in place of a certificate
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@yaml
Content-Type: application/merge-patch+json

status: {certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.certificate",
        "message": "Invalid value: \"<certificate data>\": only CERTIFICATE PEM blocks are allowed, found \"CERTIFICATE REQUEST\"",
        "reason": "FieldValueInvalid"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.certificate: Invalid value: \"<certificate data>\": only CERTIFICATE PEM blocks are allowed, found \"CERTIFICATE REQUEST\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== a certificate
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@only metadata.managedFields status
@yaml
Content-Type: application/merge-patch+json

status: {certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "metadata.managedFields": null,
  "status": {
    "certificate": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K",
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "message": "m",
        "reason": "R",
        "status": "True",
        "type": "Approved"
      }
    ]
  }
}

=== another certificate
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@yaml
Content-Type: application/merge-patch+json

status: {certificate: Z2FyYmFnZQ==}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.certificate",
        "message": "Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block",
        "reason": "FieldValueInvalid"
      },
      {
        "field": "status.certificate",
        "message": "Forbidden: updates may not modify existing certificate content",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: [status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block, status.certificate: Forbidden: updates may not modify existing certificate content]",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== failing as well
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@only status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True", reason: R}, {type: Failed, status: "True", reason: F}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "certificate": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K",
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "message": "m",
        "reason": "R",
        "status": "True",
        "type": "Approved"
      },
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "reason": "F",
        "status": "True",
        "type": "Failed"
      }
    ]
  }
}

=== failing no more
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/ann/status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True", reason: R}]}
--- 422
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "code": 422,
  "details": {
    "causes": [
      {
        "field": "status.conditions",
        "message": "Forbidden: updates may not remove a condition of type \"Failed\"",
        "reason": "FieldValueForbidden"
      }
    ],
    "group": "certificates.k8s.io",
    "kind": "CertificateSigningRequest",
    "name": "ann"
  },
  "kind": "Status",
  "message": "CertificateSigningRequest.certificates.k8s.io \"ann\" is invalid: status.conditions: Forbidden: updates may not remove a condition of type \"Failed\"",
  "metadata": {},
  "reason": "Invalid",
  "status": "Failure"
}

=== failing by approval
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/bob/approval
@only status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Failed, status: "True"}, {type: Denied, status: "True"}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "status": "True",
        "type": "Failed"
      },
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "status": "True",
        "type": "Denied"
      }
    ]
  }
}

=== all as a table
GET /apis/certificates.k8s.io/v1/certificatesigningrequests
@only rows.*.cells columnDefinitions.*.name
Accept: application/json;as=Table;v=v1;g=meta.k8s.io
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "columnDefinitions.*.name": [
    "Name",
    "Age",
    "SignerName",
    "Requestor",
    "RequestedDuration",
    "Condition"
  ],
  "rows.*.cells": [
    [
      "Ann: first",
      "<age>",
      "example.com/own",
      "admin",
      "<none>",
      "Pending"
    ],
    [
      "ann",
      "<age>",
      "example.com/own",
      "admin",
      "<none>",
      "Approved,Failed,Issued"
    ],
    [
      "bob",
      "<age>",
      "example.com/own",
      "admin",
      "<none>",
      "Denied,Failed"
    ]
  ]
}

=== a role to approve, and no signer
POST /apis/rbac.authorization.k8s.io/v1/clusterroles
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approvers}
rules:
- {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests, certificatesigningrequests/approval, certificatesigningrequests/status], verbs: ["*"]}
- {apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: ["open.example.com/*", "open.example.com/one"], verbs: [approve, sign]}

=== its binding
POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings
@setup
@yaml

apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: approvers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approvers}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: cora}

=== asking as cora
POST /apis/certificates.k8s.io/v1/certificatesigningrequests
@as cora crew
@only spec.username spec.groups spec.extra
@yaml

apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: cora}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXhNRFlXNXVNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFQlJNQnF3MHdoY2RtZWNlbHE1blcwS3ZZL0lsa2U5WTlhRGFvY2pmSlFLZERJa2VvRXlsN0xoMi8zbldZClZPbURMcmxKcHBrTDYySkREREROZHdYbTM2QUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURXbUVqZjd2eEYKaTlwa3BHNkhIb04rRXZ6RHY1MnhXWHdVaWRSa3MwNkFod0loQUlYSlpkM0tQNzBlVmtpNU1yMmRPVTBMVDh6SAorOGJmN2lITVBjcmNzaW0xCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
  signerName: open.example.com/two
  usages: [client auth]
--- 201
Cache-Control: no-cache, private
Content-Type: application/json

{
  "spec.extra": {
    "authentication.kubernetes.io/credential-id": [
      "X509SHA256=<digest>"
    ]
  },
  "spec.groups": [
    "crew",
    "system:authenticated"
  ],
  "spec.username": "cora"
}

=== approving for any signer of a domain
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/cora/approval
@as cora
@only status
@yaml
Content-Type: application/merge-patch+json

status: {conditions: [{type: Approved, status: "True"}]}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status": {
    "conditions": [
      {
        "lastTransitionTime": "<time>",
        "lastUpdateTime": "<time>",
        "status": "True",
        "type": "Approved"
      }
    ]
  }
}

=== signing for it
PATCH /apis/certificates.k8s.io/v1/certificatesigningrequests/cora/status
@as cora
@only status.conditions.*.type
@yaml
Content-Type: application/merge-patch+json

status: {certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJDakNCc2FBREFnRUNBZ0VITUFvR0NDcUdTTTQ5QkFNQ01BNHhEREFLQmdOVkJBTVRBMkZ1YmpBZ0Z3MHkKTURBeE1ERXdNREF3TURCYUdBOHlNVEl3TURFd01UQXdNREF3TUZvd0RqRU1NQW9HQTFVRUF4TURZVzV1TUZrdwpFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRUJSTUJxdzB3aGNkbWVjZWxxNW5XMEt2WS9JbGtlOVk5CmFEYW9jamZKUUtkRElrZW9FeWw3TGgyLzNuV1lWT21ETHJsSnBwa0w2MkpERERETmR3WG0zekFLQmdncWhrak8KUFFRREFnTklBREJGQWlFQThVUGpyYWhIR21tc2lIcmg1L1FVcVJKTWlyMitPaFQzajJqNDVxWk5uN0FDSUdEcgptRU1DMUtvcGdlcGEvY2pjTUF6RTRsL0FjZGdWaEVzcUJIdlZZbzdGCi0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K}
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "status.conditions.*.type": [
    "Approved"
  ]
}
