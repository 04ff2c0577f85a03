import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { GatewayModule } from '../gateway.module.js';
import { edgeExtension, type Edge } from '../edge/operation.js';
import { FaultView, ProblemView } from '../problems/problem.response.js';
import { addExamples } from './examples.js';
import { healthPaths } from './health-paths.js';
import { operationsOf, type Operation } from './operations.js';
import { edgeParameters, ownParametersOf, parametersOf } from './parameters.js';
import { problemResponses, problemResponsesOf } from './problem-responses.js';

const description = `Memberships designed by federations, resold by clubs, billed at both levels to the cent.

**Signing in.** \`POST /v1/sessions\` gives an access token for ten minutes (\`Authorization: Bearer …\`) and a refresh token; integrations use an API key (\`X-API-Key: …\`, or \`Authorization: ApiKey …\`). Who may act for several organizations names one in \`Acting-Organization\`.

**Identifiers** carry a prefix (\`org_\`, \`off_\`, \`imp_\`…). **Money** is \`{amountMinor, currency}\` in minor units; **days** are \`YYYY-MM-DD\`. Lists are paged: send \`page.next\` back as \`after\`.

**Repeating** a request is safe with an \`Idempotency-Key\`; what moves money or commits asks for one. **Edits** name the version that was seen: the \`ETag\` of the answer goes into \`If-Match\`.

**Errors** are \`application/problem+json\` (RFC 9457). Branch on \`code\`; its \`type\` is a page that explains it.

**A first import.** Register a federation and its clubs, create an offer as the federation, a listing as the club, then upload a file to \`/v1/imports\`, follow \`/events\`, read \`/issues\` and \`/preview\`, and commit the preview’s hash.`;

/** The OpenAPI 3.1 document of what is really routed, completed with what the edge does for every operation. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, base(), {
    include: [GatewayModule],
    extraModels: [ProblemView, FaultView],
    operationIdFactory: (controller, method) => `${resourceOf(controller)}${upperFirst(method)}`,
  });
  Object.assign(document.paths, healthPaths);
  document.components = { ...document.components, parameters: edgeParameters, responses: problemResponses };
  for (const { path, operation } of operationsOf(document)) complete(path, operation);
  addExamples(document);
  return document;
}

const base = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tessera')
    .setDescription(description)
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a session' }, 'accessToken')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key' }, 'apiKey')
    .addTag('Sessions', 'Signing in and out')
    .addTag('Activation', 'How clients come to sign in')
    .addTag('Me', 'What is mine: my sign-in and its log')
    .addTag('Organizations', 'Federations, clubs, gyms and dealerships')
    .addTag('Access', 'Users and API keys')
    .addTag('Offers and listings', 'What federations offer and clubs resell')
    .addTag('Imports', 'A file on its way: checked, previewed, committed')
    .addTag('Clients', 'Accounts and people')
    .addTag('Forms', 'What an organization asks of members, and their answers')
    .addTag('Privacy', 'What is held of people: told to them, and erased')
    .addTag('Memberships')
    .addTag('Skills', 'What members can do, as each organization keeps it')
    .addTag('Billing', 'Invoices and balances at both levels')
    .addTag('Childcare', 'What of an invoice is childcare, and RL-24 slips')
    .addTag('Problems', 'What error codes mean')
    .addTag('Health')
    .build();

/** What follows from how an operation stands at the edge: credentials, headers, refusals. */
function complete(path: string, operation: Operation): void {
  const extended = operation as Operation & { [edgeExtension]?: Edge };
  const edge = extended[edgeExtension];
  delete extended[edgeExtension];
  if (!edge) return; // Health: nothing stands before it.
  operation.security = edge.open ? [] : [{ accessToken: [] }, { apiKey: [] }];
  operation.parameters = [...ownParametersOf(path, operation), ...parametersOf(edge)];
  Object.assign(operation.responses, problemResponsesOf(path, edge));
}

/** One resource may have several controllers: those of imports count as one. */
const resourceOf = (controller: string): string =>
  lowerFirst(controller.replace(/Controller$/, '').replace(/^Import(Files|Review|Steering|Events)$/, 'Imports'));

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
