package dev.skycrane.ground.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.Authorizer;
import com.hivemq.extension.sdk.api.auth.parameter.AuthorizerProviderInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Holds the {@link TopicRights} in the embedded broker: who one is says the certificate, which TLS has checked. */
final class AccessControl implements ExtensionMain {
    private final TopicRights rights = new TopicRights();
    private final AtomicLong refusedConnections = new AtomicLong();
    private final AtomicLong refusedPublishes = new AtomicLong();
    private final AtomicLong refusedSubscriptions = new AtomicLong();

    /** What one client may do. */
    private final class Client implements PublishAuthorizer, SubscriptionAuthorizer {
        private final String role;

        Client(String role) {
            this.role = role;
        }

        @Override
        public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
            if (rights.mayPublish(role, input.getPublishPacket().getTopic())) {
                output.authorizeSuccessfully();
            } else {
                refusedPublishes.incrementAndGet();
                output.failAuthorization(AckReasonCode.NOT_AUTHORIZED);
            }
        }

        @Override
        public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
            if (rights.maySubscribe(role, input.getSubscription().getTopicFilter())) {
                output.authorizeSuccessfully();
            } else {
                refusedSubscriptions.incrementAndGet();
                output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED);
            }
        }
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        SimpleAuthenticator authenticator = this::connect;
        Services.securityRegistry().setAuthenticatorProvider(client -> authenticator);
        Services.securityRegistry().setAuthorizerProvider(this::authorizer);
    }

    private Authorizer authorizer(AuthorizerProviderInput client) {
        return new Client(role(client.getConnectionInformation()));
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        // nothing is held
    }

    private void connect(SimpleAuthInput input, SimpleAuthOutput output) {
        String role = role(input.getConnectionInformation());
        if (rights.mayConnect(role, input.getConnectPacket().getClientId())) {
            output.authenticateSuccessfully();
        } else {
            refusedConnections.incrementAndGet();
            output.failAuthentication(ConnackReasonCode.NOT_AUTHORIZED);
        }
    }

    /** Common name of the client's certificate; empty for none. */
    private static String role(ConnectionInformation connection) {
        Optional<X509Certificate> certificate = connection.getClientTlsInformation()
                .flatMap(ClientTlsInformation::getClientCertificate);
        if (certificate.isEmpty()) return "";
        try {
            for (Rdn rdn : new LdapName(certificate.get().getSubjectX500Principal().getName()).getRdns())
                if (rdn.getType().equalsIgnoreCase("CN")) return rdn.getValue().toString();
        } catch (InvalidNameException e) {
            // a name that is none has no rights
        }
        return "";
    }

    long refusedConnections() {
        return refusedConnections.get();
    }

    long refusedPublishes() {
        return refusedPublishes.get();
    }

    long refusedSubscriptions() {
        return refusedSubscriptions.get();
    }
}
