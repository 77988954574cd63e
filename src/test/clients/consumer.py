"""Takes one message, verifies and opens it by docs/consumers.md alone, and prints its payload.

Arguments: URL of the broker, address, branch, file with the branch's private JWK, file with the service's JWK set.
Needs python-qpid-proton and jwcrypto.
"""
import json
import sys

from jwcrypto import jwe, jwk, jws
from proton.handlers import MessagingHandler
from proton.reactor import Container

URL, ADDRESS, BRANCH, PRIVATE_KEY, KEY_SET = sys.argv[1:]


def opened(message):
    attributes = message.properties
    with open(PRIVATE_KEY) as file:
        private = jwk.JWK.from_json(file.read())
    letter = jwe.JWE(algs=["RSA-OAEP-256", "A256GCM"])
    letter.deserialize(bytes(message.body).decode("ascii"), private)
    signature = jws.JWS()
    signature.allowed_algs = ["ES256"]
    signature.deserialize(letter.payload.decode("ascii"))
    with open(KEY_SET) as file:
        keys = jwk.JWKSet.from_json(file.read())
    signature.verify(keys.get_key(signature.jose_header["kid"]))
    header = signature.jose_header
    assert header["typ"] == "recruitment-intake-event+jws" and header["branch"] == BRANCH
    for name in ("id", "type", "subject"):
        assert header["ce-" + name] == attributes["cloudEvents_" + name]
    return json.loads(signature.payload)


class Consumer(MessagingHandler):
    def __init__(self):
        super().__init__(prefetch=1, auto_accept=False)

    def on_start(self, event):
        connection = event.container.connect(URL, reconnect=False)
        event.container.create_receiver(connection, ADDRESS)

    def on_message(self, event):
        print(json.dumps(opened(event.message)))
        self.accept(event.delivery)
        event.connection.close()


Container(Consumer()).run()
